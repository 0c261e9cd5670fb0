package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.standalone.e2e.ForeignReader;
import io.framewise.standalone.e2e.SourceAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More requests than one real worker can answer, with the defaults of deadline and open requests.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OverloadProof {

  private static final int BATCH = 4;
  private static final int MOST_OPEN = 4;
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final Duration FRAME_EVERY = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int MEMORY_SAMPLES = 12;
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(15);

  @RegisterExtension private static final Ground GROUND = new Ground("overload", 1);

  /** Ten requests a second can be answered, fifty routine ones come, and two alert ones. */
  @Test
  void shouldKeepAnswersFreshAlertsQuickAndMemoryFlatUnderFiveTimesTheLoad() throws Exception {
    Duration pace = Duration.ofMillis(400);
    List<String> doors = sources("door", 2);
    List<String> cameras = sources("camera", 50);
    Site site = GROUND.site("overload");
    String settings =
        "streams:\n  question-sets:\n"
            + set("gate", doors, "live")
            + set("yard", cameras, "routine");
    List<JvmMemory> app = new ArrayList<>();
    List<JvmMemory> worker = new ArrayList<>();
    long overloadedFrom;
    long overloadedTo;
    try (Running running = new Running(site, settings, pace)) {
      running.feed(doors, FRAME_EVERY);
      Patiently.letPass(IDLE);
      overloadedFrom = System.currentTimeMillis();
      running.feed(cameras, FRAME_EVERY);
      for (int i = 0; i < MEMORY_SAMPLES; i++) {
        Patiently.letPass(SAMPLE_EVERY);
        app.add(JvmMemory.of(running.app.pid()));
        worker.add(JvmMemory.of(running.crew.get(0).pid()));
        requireBoundedQueue(running.app.sources());
      }
      overloadedTo = System.currentTimeMillis();
      List<GenericRecord> events = running.events();
      requireFresh(events);
      say("overload", "busy %.0f %%", 100 * running.busy(pace, overloadedFrom, overloadedTo));
      requireQuickAlerts(events, running.times.arrivals(), overloadedFrom, overloadedTo, pace);
    }
    requireFlat("the streams app", app);
    requireFlat("the worker", worker);
  }

  /** 25 requests a second can be answered, 20 sources ask one each, then one more asks ten. */
  @Test
  void shouldServeTheOthersAsBeforeWhenOneSourceAsksTenTimesAsMuch() throws Exception {
    Duration pace = Duration.ofMillis(160);
    List<String> cameras = sources("camera", 20);
    List<String> all = new ArrayList<>(cameras);
    all.add("greedy");
    Site site = GROUND.site("fair");
    String settings =
        "streams:\n  question-sets:\n"
            + set("yard", all, "routine")
            + "      overrides: {hungry: {sources: [greedy], window-size: 100ms, frames: 1}}\n";
    long before;
    long greedyFrom;
    long to;
    List<GenericRecord> events;
    try (Running running = new Running(site, settings, pace)) {
      running.feed(cameras, FRAME_EVERY);
      Patiently.letPass(Duration.ofSeconds(10));
      before = System.currentTimeMillis();
      Patiently.letPass(IDLE);
      greedyFrom = System.currentTimeMillis();
      running.feed(List.of("greedy"), FRAME_EVERY.dividedBy(10));
      Patiently.letPass(IDLE);
      to = System.currentTimeMillis();
      events = running.events();
    }
    List<Double> alone = rates(events, cameras, before, greedyFrom);
    List<Double> beside = rates(events, cameras, greedyFrom, to);
    double drop = 1 - sum(beside) / sum(alone);
    double jain =
        sum(beside)
            * sum(beside)
            / (beside.size() * beside.stream().mapToDouble(rate -> rate * rate).sum());
    say(
        "fair",
        "answered a second: %.1f alone, %.1f beside the greedy one, which had %.1f; drop %.1f %%, Jain %.3f",
        sum(alone),
        sum(beside),
        sum(rates(events, List.of("greedy"), greedyFrom, to)),
        100 * drop,
        jain);
    assertThat(drop).isLessThanOrEqualTo(0.1);
    assertThat(jain).isGreaterThanOrEqualTo(0.95);
  }

  /** All parts, up and ready. */
  private static final class Running implements AutoCloseable {
    private final Site site;
    private final WorkerCrew crew;
    private final StreamsProcess app;
    private final EventTimes times;
    private final List<Feed> feeds = new ArrayList<>();

    Running(Site site, String settings, Duration pace) throws Exception {
      this.site = site;
      this.crew =
          WorkerCrew.start(site, GROUND.directory(), 1, pace, List.of("model.batch-size=" + BATCH));
      this.app = new StreamsProcess(site, GROUND.directory(), settings);
      this.times = EventTimes.follow(site);
      app.start();
      app.awaitReady();
    }

    /** Lets sources send until the events are asked for. */
    void feed(List<String> sources, Duration every) {
      feeds.add(Feed.start(site, sources, every));
    }

    /** Ends the input and gives all events, once nothing is under way any more. */
    List<GenericRecord> events() {
      feeds.forEach(Feed::close);
      feeds.clear();
      try (ForeignReader reader = new ForeignReader(site)) {
        Patiently.untilAsserted(
            DEADLINE.multipliedBy(4),
            () -> {
              List<SourceAccount> accounts = app.sources();
              accounts.forEach(SourceAccount::requireSettled);
              accounts.forEach(SourceAccount::requireBalance);
              long windows = accounts.stream().mapToLong(one -> one.windows("opened")).sum();
              assertThat(reader.all(site.events())).hasSize((int) windows);
            });
        return reader.allDecoded(site.events());
      }
    }

    /** Share of the time that the worker's model worked. */
    double busy(Duration pace, long fromMs, long toMs) {
      try (ForeignReader reader = new ForeignReader(site)) {
        double batches =
            reader.allDecoded(site.topics().completions().name()).stream()
                .filter(one -> one.get("status").toString().equals("COMPLETED"))
                .filter(one -> (long) one.get("completedAt") >= fromMs)
                .filter(one -> (long) one.get("completedAt") < toMs)
                .mapToDouble(
                    one -> 1.0 / (int) ((GenericRecord) one.get("timings")).get("batchSize"))
                .sum();
        return batches * pace.toMillis() / (toMs - fromMs);
      }
    }

    @Override
    public void close() {
      feeds.forEach(Feed::close);
      app.close();
      crew.close();
      times.close();
    }
  }

  private static List<String> sources(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
  }

  private static String set(String id, List<String> sources, String priority) {
    return """
            %s:
              domain: video
              sources: %s
              priority: %s
              window-size: 1s
              frames: 2
              questions: {open: {text: "Is it open?", answer: yes_no}}
        """
        .formatted(id, sources, priority);
  }

  private static boolean answered(GenericRecord event) {
    return event.get("status").toString().equals("ANSWERED");
  }

  private static long closedAt(GenericRecord event) {
    return (long) ((GenericRecord) event.get("window")).get("closedAt");
  }

  private static void requireFresh(List<GenericRecord> events) {
    Map<String, Long> statuses =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.get("status").toString(), Collectors.counting()));
    long oldest =
        events.stream()
            .filter(OverloadProof::answered)
            .mapToLong(event -> (long) event.get("createdAt") - closedAt(event))
            .max()
            .orElseThrow();
    say("overload", "events %s, oldest answer %d ms after its window's close", statuses, oldest);
    assertThat(oldest).isLessThanOrEqualTo(DEADLINE.toMillis());
    assertThat(statuses.keySet()).isSubsetOf("ANSWERED", "SHED", "EXPIRED");
  }

  /** A batch under way is not broken off, so that an alert may wait for one. */
  private static void requireQuickAlerts(
      List<GenericRecord> events, Map<String, Long> arrivals, long from, long to, Duration pace) {
    long idle = p95(events, arrivals, event -> closedAt(event) < from);
    long loaded = p95(events, arrivals, event -> closedAt(event) >= from && closedAt(event) < to);
    say("overload", "p95 of alert answers %d ms without load, %d ms under it", idle, loaded);
    assertThat(events)
        .filteredOn(event -> event.get("questionSetId").toString().equals("gate"))
        .allMatch(OverloadProof::answered);
    assertThat(loaded).isLessThanOrEqualTo((long) (1.2 * idle) + pace.toMillis());
  }

  private static long p95(
      List<GenericRecord> events, Map<String, Long> arrivals, Predicate<GenericRecord> when) {
    List<Long> sorted =
        events.stream()
            .filter(event -> event.get("questionSetId").toString().equals("gate"))
            .filter(when)
            .map(event -> arrivals.get(event.get("eventId").toString()) - closedAt(event))
            .sorted()
            .toList();
    return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }

  private static void requireBoundedQueue(List<SourceAccount> accounts) {
    // A window that is not closed yet is open too.
    assertThat(accounts)
        .allSatisfy(
            account -> assertThat(account.windows("open")).isLessThanOrEqualTo(MOST_OPEN + 2L));
  }

  /** The later half of the samples, without what fills up at first. */
  private static void requireFlat(String what, List<JvmMemory> samples) {
    say("overload", "memory of %s in MiB: %s", what, samples);
    List<JvmMemory> later = samples.subList(samples.size() / 2, samples.size());
    assertThat(median(later.subList(later.size() / 2, later.size())))
        .as("heap of %s after collections, %s", what, samples)
        .isLessThanOrEqualTo(median(later.subList(0, later.size() / 2)) * 1.05 + 1);
  }

  private static double median(List<JvmMemory> samples) {
    return samples.stream().map(JvmMemory::heap).sorted().toList().get(samples.size() / 2);
  }

  private static List<Double> rates(
      List<GenericRecord> events, List<String> sources, long from, long to) {
    Map<String, Long> counts =
        events.stream()
            .filter(OverloadProof::answered)
            .filter(event -> closedAt(event) >= from && closedAt(event) < to)
            .collect(
                Collectors.groupingBy(
                    event -> event.get("sourceId").toString(), Collectors.counting()));
    return sources.stream()
        .map(source -> counts.getOrDefault(source, 0L) * 1000.0 / (to - from))
        .toList();
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static void say(String who, String format, Object... values) {
    System.out.println(who + ": " + String.format(Locale.ROOT, format, values));
  }
}
