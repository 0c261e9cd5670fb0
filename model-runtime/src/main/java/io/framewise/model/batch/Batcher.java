package io.framewise.model.batch;

import io.framewise.contract.avro.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Gathers what waits into batches. Live items go first, each lane keeps its order. A batch is
 * bounded by the number of its items and by their weight; an item that is too heavy for any batch
 * runs alone. A batch is due when it is full, or when the oldest item of any lane has waited long
 * enough. Not safe for use by several threads.
 */
public final class Batcher<T> {

  private static final List<Priority> LANES = List.of(Priority.LIVE, Priority.ROUTINE);

  private record Waiting<T>(T item, int weight, Instant since, Instant deadline) {}

  /**
   * What one batch may hold.
   *
   * @param items most items
   * @param weight most of what they weigh together
   */
  public record Limits(int items, int weight) {}

  private Limits limits;
  private final ToIntFunction<T> weight;
  private final Duration wait;
  private final int capacity;
  private final InstantSource clock;
  private final Map<Priority, Deque<Waiting<T>>> lanes = new EnumMap<>(Priority.class);

  /**
   * An empty batcher.
   *
   * @param limits of one batch
   * @param weight what an item weighs
   * @param wait how long an item waits for others at most
   * @param capacity most items that wait in one lane
   */
  public Batcher(
      Limits limits, ToIntFunction<T> weight, Duration wait, int capacity, InstantSource clock) {
    this.limits = limits;
    this.weight = weight;
    this.wait = wait;
    this.capacity = capacity;
    this.clock = clock;
    LANES.forEach(lane -> lanes.put(lane, new ArrayDeque<>()));
  }

  /** Lowers or raises what the items of one batch may weigh together, from the next batch on. */
  public void limitWeight(int most) {
    limits = new Limits(limits.items(), most);
  }

  /** Takes an item, unless its lane is full. Returns whether it did. */
  public boolean offer(T item, Priority lane, Instant deadline) {
    if (room(lane) == 0) {
      return false;
    }
    lanes.get(lane).add(new Waiting<>(item, weight.applyAsInt(item), clock.instant(), deadline));
    return true;
  }

  /** How many more items a lane takes. */
  public int room(Priority lane) {
    return capacity - lanes.get(lane).size();
  }

  /** Items that wait. */
  public int waiting() {
    return lanes.values().stream().mapToInt(Deque::size).sum();
  }

  /**
   * Takes out what is past its deadline, and the next batch if one is due. An item may still start
   * at its deadline, but not after it.
   */
  public Batch<T> next() {
    Instant now = clock.instant();
    List<T> expired = takeExpired(now);
    return new Batch<>(isDue(now) ? takeBatch() : List.of(), expired);
  }

  /** How long until a batch is due; nothing when nothing waits. */
  public Optional<Duration> untilDue() {
    Instant now = clock.instant();
    if (isFull()) {
      return Optional.of(Duration.ZERO);
    }
    return oldest().map(since -> atLeastZero(Duration.between(now, since.plus(wait))));
  }

  /** Takes everything out, live items first. */
  public List<T> drain() {
    List<T> all = new ArrayList<>();
    for (Priority lane : LANES) {
      lanes.get(lane).forEach(waiting -> all.add(waiting.item()));
      lanes.get(lane).clear();
    }
    return all;
  }

  private List<T> takeExpired(Instant now) {
    List<T> expired = new ArrayList<>();
    for (Priority lane : LANES) {
      lanes
          .get(lane)
          .removeIf(waiting -> now.isAfter(waiting.deadline()) && expired.add(waiting.item()));
    }
    return expired;
  }

  private boolean isDue(Instant now) {
    return isFull() || oldest().map(since -> !now.isBefore(since.plus(wait))).orElse(false);
  }

  private boolean isFull() {
    long waits = lanes.values().stream().flatMap(Deque::stream).mapToLong(Waiting::weight).sum();
    return waiting() >= limits.items() || waits >= limits.weight();
  }

  private Optional<Instant> oldest() {
    return lanes.values().stream()
        .filter(lane -> !lane.isEmpty())
        .map(lane -> lane.peek().since())
        .min(Instant::compareTo);
  }

  private List<T> takeBatch() {
    List<T> batch = new ArrayList<>(limits.items());
    long taken = 0;
    for (Priority lane : LANES) {
      Deque<Waiting<T>> waiting = lanes.get(lane);
      while (batch.size() < limits.items() && fits(waiting.peek(), taken)) {
        Waiting<T> next = waiting.remove();
        batch.add(next.item());
        taken += next.weight();
      }
    }
    return batch;
  }

  /** Whether an item goes with others of this weight. */
  private boolean fits(Waiting<T> next, long taken) {
    return next != null && (taken == 0 || taken + next.weight() <= limits.weight());
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
