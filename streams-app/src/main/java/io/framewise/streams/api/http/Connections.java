package io.framewise.streams.api.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The open connections, each of which must get on: a request must be whole within a time and its
 * answer taken within another, however many bytes trickle, and of too many connections the one that
 * has been quiet the longest goes. Those that follow the event stream are let be; they have a bound
 * and a heartbeat of their own.
 *
 * <p>Safe for use by several threads.
 *
 * @param <C> a connection
 */
public final class Connections<C> {

  private enum Doing {
    ASKING,
    TAKING_AN_ANSWER,
    FOLLOWING
  }

  private record State(Doing doing, long sinceNanos) {}

  private final int most;
  private final long askingNanos;
  private final long takingNanos;
  private final Consumer<C> closer;
  private final LongSupplier nanos;
  private final Map<C, State> quietestFirst = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param most so many at once
   * @param asking within this a request must be whole
   * @param taking within this an answer must be made and taken
   * @param closer closes one; it is told to {@link #closed} later
   * @param nanos the clock
   */
  public Connections(
      int most, Duration asking, Duration taking, Consumer<C> closer, LongSupplier nanos) {
    this.most = most;
    this.askingNanos = asking.toNanos();
    this.takingNanos = taking.toNanos();
    this.closer = closer;
    this.nanos = nanos;
  }

  /** A new connection; makes room for it where there are too many. */
  public void opened(C connection) {
    List<C> surplus = new ArrayList<>();
    synchronized (this) {
      put(connection, Doing.ASKING);
      Iterator<Map.Entry<C, State>> all = quietestFirst.entrySet().iterator();
      while (quietestFirst.size() > most && all.hasNext()) {
        Map.Entry<C, State> quietest = all.next();
        if (quietest.getValue().doing() != Doing.FOLLOWING) {
          surplus.add(quietest.getKey());
          all.remove();
        }
      }
    }
    surplus.forEach(closer);
  }

  /** The head of a request has come. */
  public synchronized void asked(C connection) {
    put(connection, Doing.TAKING_AN_ANSWER);
  }

  /** An answer has gone; another request may come. */
  public synchronized void answered(C connection) {
    if (quietestFirst.containsKey(connection)) {
      put(connection, Doing.ASKING);
    }
  }

  /** The answer is the event stream, which has no end. */
  public synchronized void follows(C connection) {
    put(connection, Doing.FOLLOWING);
  }

  private void put(C connection, Doing doing) {
    quietestFirst.remove(connection);
    quietestFirst.put(connection, new State(doing, nanos.getAsLong()));
  }

  public synchronized void closed(C connection) {
    quietestFirst.remove(connection);
  }

  synchronized int count() {
    return quietestFirst.size();
  }

  /** Closes those that have taken too long. */
  public void sweep() {
    List<C> tooLong = new ArrayList<>();
    synchronized (this) {
      long now = nanos.getAsLong();
      quietestFirst.forEach(
          (connection, state) -> {
            if (isTooLong(state, now - state.sinceNanos())) {
              tooLong.add(connection);
            }
          });
      tooLong.forEach(quietestFirst::remove);
    }
    tooLong.forEach(closer);
  }

  private boolean isTooLong(State state, long nanosLong) {
    return switch (state.doing()) {
      case ASKING -> nanosLong > askingNanos;
      case TAKING_AN_ANSWER -> nanosLong > takingNanos;
      case FOLLOWING -> false;
    };
  }
}
