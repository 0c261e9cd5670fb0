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
 * The open connections and their time limits. A request must be complete within one limit and its
 * answer taken within another, even if single bytes keep coming. When there are too many
 * connections, the one that has been quiet the longest is closed. Connections of the event stream
 * are exempt; they have a bound and a heartbeat of their own.
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
   * Without connections.
   *
   * @param most the most connections at a time
   * @param asking the time within which a request must be complete
   * @param taking the time within which an answer must be made and taken
   * @param closer closes a connection; {@link #closed} must be called for it later
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

  /** Adds a new connection, and closes another one when there are too many. */
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

  /** Notes that the head of a request has come. */
  public synchronized void asked(C connection) {
    put(connection, Doing.TAKING_AN_ANSWER);
  }

  /** Notes that an answer has been taken; another request may come. */
  public synchronized void answered(C connection) {
    if (quietestFirst.containsKey(connection)) {
      put(connection, Doing.ASKING);
    }
  }

  /** Notes that the answer is the event stream, which has no end. */
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

  /** Closes the connections that have exceeded a limit. */
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
