package io.framewise.model.worker;

import io.framewise.contract.avro.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/**
 * Requests that wait for their pixels, and the room that pixels take from then until their request
 * has ended: those that are being prepared, those that wait for the model and those that it looks
 * at. Live requests go first. Safe for use by several threads.
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

  private static final List<Priority> LANES = List.of(Priority.LIVE, Priority.ROUTINE);

  private record Waiting(Job job, boolean alone) {}

  private final TileWeight weight;
  private final int batchSize;
  private final Map<Priority, Deque<Waiting>> lanes = new EnumMap<>(Priority.class);
  private int room;
  private int used;
  private int claims;
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
    LANES.forEach(lane -> lanes.put(lane, new ArrayDeque<>()));
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
    lanes.get(job.request().getPriority()).add(new Waiting(job, alone));
    notifyAll();
    return true;
  }

  /** Waits for a request and for room for its pixels; nothing once the queue is closed. */
  synchronized Optional<Claim> take() throws InterruptedException {
    while (!closed) {
      Optional<Deque<Waiting>> lane = next();
      if (lane.isPresent()) {
        return Optional.of(claim(lane.get().remove()));
      }
      wait();
    }
    return Optional.empty();
  }

  /** The lane whose first request goes in now. */
  private Optional<Deque<Waiting>> next() {
    return LANES.stream()
        .filter(lane -> !lanes.get(lane).isEmpty())
        .findFirst()
        .filter(lane -> fits(lanes.get(lane).peek(), lane))
        .map(lanes::get);
  }

  private boolean fits(Waiting first, Priority lane) {
    if (claims == 0) {
      return true;
    }
    if (first.alone() || someoneIsAlone) {
      return false;
    }
    int most = lane == Priority.LIVE ? room : room - room / SHARE_FOR_LIVE;
    boolean ahead = lane == Priority.LIVE || claims < BATCHES * batchSize;
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
      lanes.get(claim.job().request().getPriority()).addFirst(alone);
    }
    return others;
  }

  /** Takes no more requests, and hands out those that nobody has begun to prepare. */
  synchronized List<Job> close() {
    closed = true;
    notifyAll();
    List<Job> all = new ArrayList<>();
    for (Priority lane : LANES) {
      lanes.get(lane).forEach(waiting -> all.add(waiting.job()));
      lanes.get(lane).clear();
    }
    return all;
  }
}
