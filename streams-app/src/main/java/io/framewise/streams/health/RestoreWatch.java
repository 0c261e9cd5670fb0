package io.framewise.streams.health;

import io.framewise.streams.health.RestoreProgress.Stall;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when state is not restored any further, which Kafka Streams waits out in silence however
 * long it takes. Safe for use by several threads.
 */
public final class RestoreWatch implements StateRestoreListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);
  private static final long EVERY_S = 3;

  private final RestoreProgress progress = new RestoreProgress();
  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watcher = new Thread(task, "restore-watch");
            watcher.setDaemon(true);
            return watcher;
          });

  private volatile Optional<Stall> stall = Optional.empty();

  private RestoreWatch() {}

  /** Starts to watch; to be made the listener of a topology. */
  public static RestoreWatch start() {
    RestoreWatch watch = new RestoreWatch();
    var unused =
        watch.thread.scheduleWithFixedDelay(watch::look, EVERY_S, EVERY_S, TimeUnit.SECONDS);
    return watch;
  }

  /** What does not get on, for people; empty while all is well. */
  public Optional<String> trouble() {
    return stall.map(RestoreWatch::text);
  }

  private void look() {
    Optional<Stall> before = stall;
    stall = progress.stall(clock.millis());
    if (stall.isPresent() && before.isEmpty()) {
      LOG.warn(
          "{}. Kafka does not give its records, or a broker has left a transaction open there: see"
              + " \"Hung transactions\" in docs/reliability.md",
          text(stall.get()));
    } else if (stall.isEmpty() && before.isPresent()) {
      LOG.info("state is being restored again");
    }
  }

  private static String text(Stall stall) {
    return "the state of %s is not restored any further: at offset %d of %d for %d s"
        .formatted(stall.changelog(), stall.offset(), stall.end(), stall.forMs() / 1000);
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long offset, long end) {
    progress.begin(changelog, offset, end, clock.millis());
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
    progress.moved(changelog, last + 1, clock.millis());
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long count) {
    progress.end(changelog, clock.millis());
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long count) {
    progress.end(changelog, clock.millis());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
