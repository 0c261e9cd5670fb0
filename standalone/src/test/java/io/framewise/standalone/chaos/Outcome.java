package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnswerType;
import io.framewise.standalone.e2e.ForeignReader;
import io.framewise.standalone.e2e.SourceAccount;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * Whether what came out is what must come of the frames that went in: no more and no less. A window
 * that silence closed during an outage may lack frames that came after it, one asked under load may
 * go without some, and one may be given up for load; how many is told.
 */
final class Outcome {

  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final Site site;
  private final List<SentFrame> sent;
  private final Poison poison;
  private final Crew crew;
  private final Map<String, Window> expected;
  private final Map<String, Long> statuses = new TreeMap<>();
  private long late;
  private long lesser;
  private int mayExpire;

  /**
   * As above.
   *
   * @param looks of the question sets in force
   * @param poison what was sent beside the frames
   */
  Outcome(Site site, List<SentFrame> sent, List<Look> looks, Poison poison, Crew crew) {
    this.site = site;
    this.sent = sent;
    this.poison = poison;
    this.crew = crew;
    this.expected = Recomputation.windows(sent, looks);
  }

  @Override
  public String toString() {
    return "%d frames of %d sources, %d windows, one event each: %s; %d frames late, %d windows looked at with fewer frames"
        .formatted(
            sent.size(),
            sent.stream().map(SentFrame::sourceId).distinct().count(),
            expected.size(),
            statuses,
            late,
            lesser);
  }

  /** So many may expire, where what fails together stays away for longer than the deadline. */
  Outcome mayExpire(int most) {
    mayExpire = most;
    return this;
  }

  /** How many events ended so. */
  long ended(String status) {
    return statuses.getOrDefault(status, 0L);
  }

  /** Waits until all frames have arrived and all windows have ended, then compares. */
  void require(StreamsProcess app) {
    try (ForeignReader reader = new ForeignReader(site)) {
      Patiently.untilAsserted(
          LIMIT,
          () -> {
            requireLedgers(app.sources());
            // The ledgers tell of what is not committed yet; more would not go away by waiting.
            requireAtLeast(expected.size(), reader.all(site.events()).size());
            requireAtLeast(poison.total(), reader.all(site.deadLetters()).size());
          });
      List<GenericRecord> events = reader.allDecoded(site.events());
      requireEachOnce(events, "eventId", expected.keySet());
      events.forEach(this::requireRight);
      assertThat(ended("EXPIRED"))
          .as("expired of %d", events.size())
          .isLessThanOrEqualTo(mayExpire);
      requireEachOnce(reader.allDecoded(site.requests()), "requestId", asked(events));
      assertThat(
              reader.allDecoded(site.deadLetters()).stream()
                  .collect(
                      Collectors.groupingBy(
                          letter -> letter.get("category").toString(), Collectors.counting())))
          .isEqualTo(poison.byCategory());
    }
  }

  private static void requireAtLeast(long expected, long there) {
    assertThat(there).isGreaterThanOrEqualTo(expected);
  }

  /** Ids of the events that came of a request. */
  private static Set<String> asked(List<GenericRecord> events) {
    return events.stream()
        .filter(event -> !event.get("status").toString().equals("SHED"))
        .map(event -> event.get("eventId").toString())
        .collect(Collectors.toSet());
  }

  private static void requireEachOnce(
      List<GenericRecord> records, String idField, Set<String> wanted) {
    List<String> seen = records.stream().map(record -> record.get(idField).toString()).toList();
    Set<String> ids = new HashSet<>(seen);
    Set<String> missing = new HashSet<>(wanted);
    missing.removeAll(ids);
    assertThat(missing).as("missing of %d", wanted.size()).isEmpty();
    assertThat(ids).as("nothing but what is wanted").hasSameSizeAs(wanted);
    assertThat(seen.size() - ids.size()).as("records that are there again").isZero();
  }

  private void requireRight(GenericRecord event) {
    Window window = Window.of(event, "eventId");
    Window right = expected.get(window.requestId());
    statuses.merge(event.get("status").toString(), 1L, Long::sum);
    assertThat(event.get("status").toString()).as("%s", event).isIn("ANSWERED", "SHED", "EXPIRED");
    boolean silence =
        ((GenericRecord) event.get("window")).get("closedBy").toString().equals("IDLE");
    if (silence || event.get("quality") != null) {
      lesser += window.frameIds().size() < right.frameIds().size() ? 1 : 0;
      assertThat(window.framesSeen()).isLessThanOrEqualTo(right.framesSeen());
      assertThat(right)
          .usingRecursiveComparison()
          .ignoringFields("framesSeen", "frameIds")
          .isEqualTo(window);
    } else {
      assertThat(window).isEqualTo(right);
    }
    if (event.get("status").toString().equals("ANSWERED")) {
      requireAnswers(event, window);
    }
  }

  private void requireAnswers(GenericRecord event, Window window) {
    assertThat((List<?>) event.get("answers"))
        .map(answer -> ((GenericRecord) answer).get("text").toString())
        .containsExactly(
            crew.answer(AnswerType.YES_NO, window.requestId(), window.frameIds()),
            crew.answer(AnswerType.NUMBER, window.requestId(), window.frameIds()));
  }

  private void requireLedgers(List<SourceAccount> accounts) {
    Map<String, Long> bySource =
        sent.stream().collect(Collectors.groupingBy(SentFrame::sourceId, Collectors.counting()));
    Map<String, SourceAccount> byId =
        accounts.stream().collect(Collectors.toMap(SourceAccount::id, Function.identity()));
    assertThat(byId.keySet()).isEqualTo(bySource.keySet());
    bySource.forEach((id, frames) -> requireLedger(byId.get(id), frames));
    late = accounts.stream().mapToLong(account -> account.frames("late")).sum();
  }

  private void requireLedger(SourceAccount account, long frames) {
    long bad = poison.of(account.id());
    assertThat(account.frames("received")).isEqualTo(frames + bad);
    assertThat(account.frames("deadLettered")).isEqualTo(bad);
    account.requireSettled();
    account.requireBalance();
    long windows =
        expected.values().stream().filter(window -> window.sourceId().equals(account.id())).count();
    assertThat(account.windows("opened")).isEqualTo(windows);
  }
}
