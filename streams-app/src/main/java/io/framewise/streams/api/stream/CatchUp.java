package io.framewise.streams.api.stream;

import io.framewise.streams.query.FeedHistory;
import io.framewise.streams.query.FeedPartition;
import io.framewise.streams.query.FeedPosition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a client from a position in the past to the live feed. Blocking. */
final class CatchUp implements FeedHistory.Reader {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  /** A client that takes nothing for so long is let go. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Whoever decides when a client has caught up. */
  interface Live {
    /** Lets the client go live if it has read all that was told live; else returns false. */
    boolean join(StreamClient client, FeedPosition reached);
  }

  private final StreamClient client;
  private final FeedPosition from;
  private final FeedHistory history;
  private final Live live;

  CatchUp(StreamClient client, FeedPosition from, FeedHistory history, Live live) {
    this.client = client;
    this.from = from;
    this.history = history;
    this.live = live;
  }

  /** Reads until the client is live or has gone. */
  void run() throws InterruptedException {
    FeedPosition at = from;
    try {
      do {
        at = history.read(at, this);
      } while (!live.join(client, at));
    } catch (Gone e) {
      LOG.debug("a stream client was gone while it caught up", e);
      client.end();
    } catch (RuntimeException e) {
      LOG.warn("a client of the stream cannot catch up now and has to come again", e);
      client.end();
    }
  }

  @Override
  public void record(FeedPartition partition, long offset, SpecificRecord value)
      throws InterruptedException {
    await(client.tell(FeedMessage.of(partition, offset, value)));
  }

  @Override
  public void gap(FeedPosition to, OptionalLong atMost) throws InterruptedException {
    await(client.tellGap(to, atMost));
  }

  private static void await(CompletableFuture<Void> room) throws InterruptedException {
    try {
      room.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Gone(e);
    }
  }

  /** The client has gone or does not read. */
  private static final class Gone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Gone(Exception cause) {
      super(cause);
    }
  }
}
