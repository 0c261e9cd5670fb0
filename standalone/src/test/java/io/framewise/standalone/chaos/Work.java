package io.framewise.standalone.chaos;

import io.framewise.platform.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A streams app at work: cameras send ten frames a second each, and a crew answers. */
final class Work implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<Look> LOOKS =
      List.of(new Look("a-tumbling", 2000, 2000, 4, 300), new Look("b-hopping", 3000, 1500, 6, 0));

  private static final int SOURCES = 50;

  private final Lifecycle parts = new Lifecycle();
  private final Site site;
  private final Crew crew;
  private final Admin admin;
  private final FrameSender sender;
  private final Poison poison;
  private final Cameras cameras;
  private final StreamsProcess app;
  private final long startedAt = System.nanoTime();
  private List<SentFrame> sent;

  /**
   * Starts all of it and returns when there are events.
   *
   * @param sources how many cameras there are
   * @param poisoned the seconds in which one poison follows each hundredth frame
   * @param crew is closed with this
   * @param more lines of each question set
   */
  Work(Site site, Path directory, int sources, LongPredicate poisoned, Crew crew, String... more)
      throws Exception {
    this.site = site;
    this.crew = parts.add("workers", crew);
    this.admin = parts.add("admin", Admin.create(site.kafka().clientConfig()));
    this.sender = parts.add("sender", new FrameSender(site));
    this.poison = new Poison(sender);
    this.cameras = parts.add("cameras", new Cameras(sources, sender, poison, poisoned));
    this.app = parts.add("app", new StreamsProcess(site, directory, Look.settings(LOOKS, more)));
    app.start();
    app.awaitReady();
    cameras.start();
    awaitEventsAfter(0);
    say("there are events");
  }

  /** The same of 50 cameras whose requests are answered at once. */
  Work(Site site, Path directory, LongPredicate poisoned) throws Exception {
    this(site, directory, SOURCES, poisoned, NullWorker.start(site));
  }

  /** The same without poison. */
  Work(Site site, Path directory) throws Exception {
    this(site, directory, second -> false);
  }

  Cameras cameras() {
    return cameras;
  }

  StreamsProcess app() {
    return app;
  }

  FrameSender sender() {
    return sender;
  }

  /** A measure of the events that readers of committed records can see; it only grows. */
  long events() throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions =
        IntStream.range(0, site.kafka().partitions())
            .mapToObj(i -> new TopicPartition(site.events(), i))
            .toList();
    return admin
        .listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest())),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  void awaitEventsAfter(long events) {
    Patiently.until(LIMIT, () -> events() > events);
  }

  /** Ends the input, waits for all that must come of it, and fails when anything else came. */
  void requireOutcome() throws Exception {
    requireOutcome(0);
  }

  /** The same, where so many windows may expire. */
  void requireOutcome(int expired) throws Exception {
    sent = cameras.finish();
    say("the input has ended");
    Outcome outcome = new Outcome(site, sent, LOOKS, poison, crew).mayExpire(expired);
    outcome.require(app);
    say(outcome);
  }

  /** From the outcome. */
  Latencies latencies(Map<String, Long> arrivals, long fromSecond, LongPredicate withPoison) {
    return Latencies.of(cameras, sent, LOOKS, arrivals, fromSecond, withPoison);
  }

  /** A line for whoever reads along. */
  void say(Object what) {
    long seconds = Duration.ofNanos(System.nanoTime() - startedAt).toSeconds();
    System.out.printf("%s, %d s, %d frames: %s%n", site.name(), seconds, cameras.count(), what);
  }

  @Override
  public void close() {
    parts.close();
  }
}
