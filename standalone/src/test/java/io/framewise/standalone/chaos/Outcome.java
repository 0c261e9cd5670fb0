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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/** Whether what came out is what must come of the frames that went in: no more and no less. */
final class Outcome {

  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final Site site;
  private final List<SentFrame> sent;
  private final List<Look> looks;
  private final Poison poison;
  private final Map<String, Window> expected;

  /**
   * As above.
   *
   * @param looks of the question sets in force, in the order of their ids
   * @param poison what was sent beside the frames
   */
  Outcome(Site site, List<SentFrame> sent, List<Look> looks, Poison poison) {
    this.site = site;
    this.sent = sent;
    this.looks = looks;
    this.poison = poison;
    this.expected = Recomputation.closedWindows(sent, looks);
  }

  @Override
  public String toString() {
    return "%d frames of %d sources, %d windows, as many requests and events"
        .formatted(
            sent.size(), sent.stream().map(SentFrame::sourceId).distinct().count(), windows());
  }

  int windows() {
    return expected.size();
  }

  /** Waits until all frames have arrived and all closed windows have ended, then compares. */
  void require(StreamsProcess app) {
    Patiently.untilAsserted(LIMIT, () -> requireLedgers(app.sources()));
    try (ForeignReader reader = new ForeignReader(site)) {
      // The ledgers tell of what is not committed yet.
      Patiently.untilAsserted(
          LIMIT,
          () -> {
            requireAsManyAs(windows(), reader.all(site.requests()).size());
            requireAsManyAs(windows(), reader.all(site.events()).size());
            requireAsManyAs(poison.total(), reader.all(site.deadLetters()).size());
          });
      requireWindows(reader.allDecoded(site.requests()), "requestId");
      List<GenericRecord> events = reader.allDecoded(site.events());
      requireWindows(events, "eventId");
      assertThat(events).allSatisfy(Outcome::requireAnswers);
      assertThat(reader.allDecoded(site.deadLetters()))
          .extracting(letter -> letter.get("category").toString())
          .satisfies(
              categories ->
                  assertThat(
                          categories.stream()
                              .collect(
                                  Collectors.groupingBy(
                                      Function.identity(), Collectors.counting())))
                      .isEqualTo(poison.byCategory()));
    }
  }

  /** More would not go away by waiting: the comparison names them. */
  private static void requireAsManyAs(long expected, long there) {
    assertThat(there).isGreaterThanOrEqualTo(expected);
  }

  private void requireWindows(List<GenericRecord> records, String idField) {
    List<Window> seen = records.stream().map(record -> Window.of(record, idField)).toList();
    Set<String> ids = seen.stream().map(Window::requestId).collect(Collectors.toSet());
    Set<String> missing = new HashSet<>(expected.keySet());
    missing.removeAll(ids);
    assertThat(missing).as("missing of %d", expected.size()).isEmpty();
    assertThat(seen.size() - ids.size()).as("records that are there again").isZero();
    assertThat(seen)
        .allSatisfy(window -> assertThat(window).isEqualTo(expected.get(window.requestId())));
  }

  private static void requireAnswers(GenericRecord event) {
    assertThat(event.get("status")).hasToString("ANSWERED");
    assertThat(((GenericRecord) event.get("window")).get("closedBy")).hasToString("STREAM_TIME");
    String id = event.get("eventId").toString();
    int frames = ((List<?>) event.get("frames")).size();
    List<?> answers = (List<?>) event.get("answers");
    assertThat(answers)
        .map(answer -> ((GenericRecord) answer).get("text").toString())
        .containsExactly(
            NullWorker.answer(AnswerType.YES_NO, id, frames),
            NullWorker.answer(AnswerType.NUMBER, id, frames));
  }

  private void requireLedgers(List<SourceAccount> accounts) {
    Map<String, List<SentFrame>> bySource =
        sent.stream().collect(Collectors.groupingBy(SentFrame::sourceId));
    Map<String, SourceAccount> byId =
        accounts.stream().collect(Collectors.toMap(SourceAccount::id, Function.identity()));
    assertThat(byId.keySet()).isEqualTo(bySource.keySet());
    bySource.forEach((id, frames) -> requireLedger(byId.get(id), frames));
  }

  private void requireLedger(SourceAccount account, List<SentFrame> frames) {
    long bad = poison.of(account.id());
    assertThat(account.frames("received")).isEqualTo(frames.size() + bad);
    assertThat(account.frames("deadLettered")).isEqualTo(bad);
    assertThat(account.frames("windowed")).isEqualTo(frames.size());
    int closed = 0;
    int open = 0;
    for (Look look : looks) {
      closed += Recomputation.windows(frames, look, true).size();
      open += Recomputation.windows(frames, look, false).size();
    }
    assertThat(account.windows("answered")).isEqualTo(closed);
    assertThat(account.windows("requests")).isEqualTo(closed);
    assertThat(account.windows("opened")).isEqualTo(closed + open);
    // A frame is accounted for by the first set that looks at it, and of its windows by the first.
    List<Window> accounting = accountingWindows(frames);
    long answered = accounting.stream().mapToLong(window -> window.frameIds().size()).sum();
    long seen = accounting.stream().mapToLong(Window::framesSeen).sum();
    assertThat(account.endings("answered")).isEqualTo(answered);
    assertThat(account.endings("notSelected")).isEqualTo(seen - answered);
    assertThat(account.endings("open")).isEqualTo(frames.size() - seen);
  }

  private List<Window> accountingWindows(List<SentFrame> frames) {
    return Recomputation.windows(frames, looks.get(0), true);
  }
}
