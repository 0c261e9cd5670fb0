package io.framewise.model.worker;

import io.framewise.contract.avro.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/**
 * Requests that wait for their pixels, and the room that pixels take from then until their request
 * has ended: those that are being prepared, those that wait for the model and those that it looks
 * at. Live requests go first, but of many that go in while routine ones wait too, one routine
 * request does ({@link #LIVE_FOR_ONE_ROUTINE}). Within a lane sources take turns. Safe for use by
 * several threads; bounded by what the worker holds.
 *
 * <p>One that was handed out before may be what ended the last worker that had it, so it goes in
 * when nothing else is there, and nothing else while it is. So does one whose pixels did not fit
 * beside others.
 */
final class PixelQueue {

  /** Of the room, what routine requests leave, so that a live one need not wait for them. */
  private static final int SHARE_FOR_LIVE = 4;

  /** One batch that runs and one that is ready. */
  private static final int BATCHES = 2;

  /** So many live requests go in, then a routine one that waits: else it might wait for ever. */
  static final int LIVE_FOR_ONE_ROUTINE = 8;

  private static final List<Priority> LANES = List.of(Priority.LIVE, Priority.ROUTINE);

  private record Waiting(Job job, boolean alone) {}

  private final TileWeight weight;
  private final int batchSize;
  private final Map<Priority, SourceTurns<Waiting>> lanes = new EnumMap<>(Priority.class);
  private int room;
  private int used;
  private int claims;
  private int liveInARow;
  private boolean someoneIsAlone;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param room tiles that may be in memory
   * @param batchSize most requests of a batch
   */
  PixelQueue(TileWeight weight, int room, int batchSize) {
    this.weight = weight;
    this.room = room;
    this.batchSize = batchSize;
    LANES.forEach(lane -> lanes.put(lane, new SourceTurns<>()));
  }

  /** A request's share of the room. */
  final class Claim implements PixelRoom {

    private final Waiting waiting;
    private int tiles;
    private boolean open = true;

    private Claim(Waiting waiting, int tiles) {
      this.waiting = waiting;
      this.tiles = tiles;
    }

    Job job() {
      return waiting.job();
    }

    /** Leaves to others what the request does not need, now that its pictures are known. */
    void need(int actual) {
      synchronized (PixelQueue.this) {
        if (open && actual < tiles) {
          used -= tiles - actual;
          tiles = actual;
          PixelQueue.this.notifyAll();
        }
      }
    }

    @Override
    public void seen() {
      need(0);
    }

    /** Gives the room back; idempotent. */
    @Override
    public void close() {
      synchronized (PixelQueue.this) {
        if (open) {
          open = false;
          used -= tiles;
          claims--;
          someoneIsAlone &= !waiting.alone();
          PixelQueue.this.notifyAll();
        }
      }
    }
  }

  /** Requests that wait to go in. */
  synchronized int waiting() {
    return lanes.values().stream().mapToInt(SourceTurns::size).sum();
  }

  /** Requests that have gone in and not ended. */
  synchronized int inside() {
    return claims;
  }

  /** Sets how many tiles may be in memory, once the model is known. */
  synchronized void limit(int tiles) {
    room = tiles;
    notifyAll();
  }

  /** Takes a request unless the queue is closed. Returns whether it did. */
  synchronized boolean submit(Job job) {
    if (closed) {
      return false;
    }
    boolean alone = job.delivery().attempt() > 1;
    lanes
        .get(job.request().getPriority())
        .add(job.request().getSourceId(), new Waiting(job, alone));
    notifyAll();
    return true;
  }

  /** Waits for a request and for room for its pixels; nothing once the queue is closed. */
  synchronized Optional<Claim> take() throws InterruptedException {
    while (!closed) {
      Priority lane = next();
      if (fits(lane)) {
        countTurn(lane);
        return Optional.of(claim(lanes.get(lane).remove()));
      }
      wait();
    }
    return Optional.empty();
  }

  /** The lane whose turn it is. */
  private Priority next() {
    boolean live = !lanes.get(Priority.LIVE).isEmpty() && !isTurnOfRoutine();
    return live ? Priority.LIVE : Priority.ROUTINE;
  }

  private boolean isTurnOfRoutine() {
    return liveInARow >= LIVE_FOR_ONE_ROUTINE && !lanes.get(Priority.ROUTINE).isEmpty();
  }

  private void countTurn(Priority lane) {
    boolean routineWaits = !lanes.get(Priority.ROUTINE).isEmpty();
    liveInARow = lane == Priority.LIVE && routineWaits ? liveInARow + 1 : 0;
  }

  /** Whether the first request of a lane goes in now. */
  private boolean fits(Priority lane) {
    Waiting first = lanes.get(lane).peek();
    if (first == null || claims == 0) {
      return first != null;
    }
    if (first.alone() || someoneIsAlone) {
      return false;
    }
    // Live ones wait meanwhile, so it must not wait longer than one of them would.
    boolean asLive = lane == Priority.LIVE || isTurnOfRoutine();
    int most = asLive ? room : room - room / SHARE_FOR_LIVE;
    boolean ahead = asLive || claims < BATCHES * batchSize;
    return ahead && used + weight.of(first.job().request()) <= most;
  }

  private Claim claim(Waiting waiting) {
    int tiles = weight.of(waiting.job().request());
    used += tiles;
    claims++;
    someoneIsAlone = waiting.alone();
    return new Claim(waiting, tiles);
  }

  /**
   * Puts a request that found no memory for its pixels in front of all others, to go in alone.
   *
   * @return false if nothing else was there, so that it would be no better
   */
  synchronized boolean again(Claim claim) {
    boolean others = claims > 1;
    claim.close();
    if (others && closed) {
      claim.job().delivery().settle(AcknowledgeType.RELEASE);
    } else if (others) {
      Waiting alone = new Waiting(claim.job(), true);
      lanes
          .get(claim.job().request().getPriority())
          .addFirst(claim.job().request().getSourceId(), alone);
    }
    return others;
  }

  /** Takes no more requests, and hands out those that nobody has begun to prepare. */
  synchronized List<Job> close() {
    closed = true;
    notifyAll();
    List<Job> all = new ArrayList<>();
    for (Priority lane : LANES) {
      lanes.get(lane).drain().forEach(waiting -> all.add(waiting.job()));
    }
    return all;
  }
}
