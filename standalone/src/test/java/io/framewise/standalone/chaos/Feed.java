package io.framewise.standalone.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sources that each send a frame of now every so often, one after the other, evenly spread. */
final class Feed implements AutoCloseable {

  private final FrameSender sender;
  private final List<String> sources;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "feed"));
  private ScheduledFuture<?> sending;
  private long sent;

  /** The sender is this feed's alone. */
  private Feed(FrameSender sender, List<String> sources) {
    this.sender = sender;
    this.sources = sources;
  }

  /** Sends until it is closed. */
  static Feed start(Site site, List<String> sources, Duration every) {
    Feed feed = new Feed(new FrameSender(site), sources);
    feed.sending =
        feed.clock.scheduleAtFixedRate(
            feed::send, 0, every.toNanos() / sources.size(), TimeUnit.NANOSECONDS);
    return feed;
  }

  private void send() {
    String source = sources.get((int) (sent++ % sources.size()));
    sender.send(source, source + "-" + sent, System.currentTimeMillis());
  }

  @Override
  public void close() {
    if (sending.isDone()) {
      throw new IllegalStateException("the feed has ended by itself");
    }
    clock.shutdownNow();
    sender.close();
  }
}
