package io.framewise.model.schedule;

import io.framewise.contract.avro.Priority;
import io.framewise.model.schedule.Step.Idle;
import io.framewise.model.schedule.Step.LookAt;
import io.framewise.model.schedule.Step.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Chooses each step of an engine that answers several looks at a time. Looks join when there is
 * room for all that they will need, and leave at any step; none is ever set back. Not safe for use
 * by several threads.
 *
 * <p>What is short goes first, and what has waited counts as shorter, so that no prompt, however
 * long, waits for ever; a live look counts as one that has waited for a minute more. Pictures go
 * through the vision tower in steps of their own, and between two of these come all answers that
 * are under way. Routine looks leave a part of the rows, so that a live one finds one.
 */
public final class Scheduler<D extends Demand> {

  /** Work of one tile, in tokens: about what it costs where a tile stands for 256 of them. */
  private static final int TOKENS_OF_A_TILE = 512;

  /** By so many tokens a look counts as shorter for each second that it has waited. */
  private static final int TOKENS_OF_A_SECOND = 256;

  private static final long HEAD_START_OF_LIVE = 60L * TOKENS_OF_A_SECOND;

  /** Of the rows, what routine looks leave. */
  private static final int SHARE_FOR_LIVE = 4;

  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final int rows;
  private final Room<D> room;
  private final LongSupplier nanos;
  private final Map<D, Long> waiting = new LinkedHashMap<>();
  private final Map<D, Long> running = new LinkedHashMap<>();
  private boolean looked;

  /**
   * A scheduler without looks.
   *
   * @param rows most looks that run
   * @param room in the cache
   * @param nanos a clock that only goes forward
   */
  public Scheduler(int rows, Room<D> room, LongSupplier nanos) {
    this.rows = rows;
    this.room = room;
    this.nanos = nanos;
  }

  /** Takes a look in; it runs once there is room for it. */
  public void submit(D look) {
    waiting.put(look, nanos.getAsLong());
  }

  /** A look has ended, or is not wanted any more: its row is free for the next step. */
  public void end(D look) {
    waiting.remove(look);
    if (running.remove(look) != null) {
      room.give(look);
    }
  }

  /** Looks that wait for room. */
  public Collection<D> waiting() {
    return waiting.keySet();
  }

  /** Looks that run. */
  public Collection<D> running() {
    return running.keySet();
  }

  /** The next step. */
  public Step<D> next() {
    long now = nanos.getAsLong();
    admit(now);
    List<D> answering = running.keySet().stream().filter(Demand::answering).toList();
    Optional<D> next = first(running, now, look -> !look.answering());
    if (next.isEmpty() && answering.isEmpty()) {
      return new Idle<>();
    }
    boolean sees = next.isPresent() && next.get().tiles() > 0;
    if (sees && (answering.isEmpty() || !looked)) {
      looked = true;
      return new LookAt<>(next.get());
    }
    looked = false;
    Optional<D> reading =
        sees ? first(running, now, look -> look.tiles() == 0 && look.prompt() > 0) : next;
    return new Pass<>(answering, reading);
  }

  private void admit(long now) {
    List<D> ordered = new ArrayList<>(waiting.keySet());
    ordered.sort(Comparator.comparingDouble(look -> rank(look, waiting.get(look), now)));
    for (D look : ordered) {
      if (running.size() >= rows) {
        return;
      }
      if (mayRun(look)) {
        // Nothing that is shorter goes past one that finds no room, or it would never find any.
        if (!room.take(look)) {
          return;
        }
        running.put(look, waiting.remove(look));
      }
    }
  }

  private boolean mayRun(D look) {
    long routine = running.keySet().stream().filter(one -> one.lane() == Priority.ROUTINE).count();
    int most = rows == 1 ? 1 : rows - Math.max(1, rows / SHARE_FOR_LIVE);
    return look.lane() == Priority.LIVE || routine < most;
  }

  private Optional<D> first(Map<D, Long> looks, long now, Predicate<D> which) {
    return looks.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .min(Comparator.comparingDouble(entry -> rank(entry.getKey(), entry.getValue(), now)))
        .map(Map.Entry::getKey);
  }

  /** The least goes first. */
  private double rank(D look, long since, long now) {
    double work = (double) look.tiles() * TOKENS_OF_A_TILE + look.prompt();
    double credit = (now - since) / NANOS * TOKENS_OF_A_SECOND;
    return work - credit - (look.lane() == Priority.LIVE ? HEAD_START_OF_LIVE : 0);
  }
}
