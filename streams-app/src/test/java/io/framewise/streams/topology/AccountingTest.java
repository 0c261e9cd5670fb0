package io.framewise.streams.topology;

import static io.framewise.streams.topology.TopologyHarness.SOURCE;
import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.ledger.Account;
import io.framewise.streams.ledger.MinuteRange;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.SourceLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums agree in every span of minutes, whatever comes in which order. */
class AccountingTest {

  /** Counts of the whole life only: nothing says which minute they belong to. */
  private static final List<String> WHOLE_ONLY =
      List.of(
          "extraCompletions",
          "alertsRaised",
          "alertsCleared",
          "streamTimeMs",
          "keptFromMs",
          "lastArrivalMs");

  private static final int STEPS = 400;

  @TempDir private Path state;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeInEverySpanWhateverHappens(long seed) {
    Random random = new Random(seed);
    try (TopologyHarness harness = new TopologyHarness(settings())) {
      Life life = new Life(harness, random);
      for (int step = 0; step < STEPS; step++) {
        life.step();
        if (step % 20 == 0) {
          requireAgreement(harness, random);
        }
      }
      requireAgreement(harness, random);
      life.requireEverythingHappened();
      harness.advance(Duration.ofHours(4));
      harness.advance(Duration.ofMinutes(1));
      requireAgreement(harness, random);
      assertThat(harness.account(Optional.empty()).openWindows()).isZero();
    }
  }

  /** Few open requests, so that windows are shed, and nothing is removed. */
  private StreamsSettings settings() {
    return SettingsSource.parse(
            "test",
            "",
            Map.of(),
            Map.of(
                "streams.state-directory",
                state.toString(),
                "streams.max-open-requests",
                "2",
                "streams.event-history",
                "2d"))
        .bind(Section.STREAMS, StreamsSettings.class);
  }

  @Test
  void shouldRemoveOldMinutesButNoneWithAnOpenWindow() {
    try (TopologyHarness harness = new TopologyHarness(state)) {
      harness.capture("early", 0);
      QuestionSet patient = questionSet("patient");
      patient.getWindow().setSizeMs(Duration.ofHours(1).toMillis());
      patient.getWindow().setHopMs(patient.getWindow().getSizeMs());
      patient.getWindow().setIdleMs(Duration.ofMinutes(2).toMillis());
      patient.getWindow().setGraceMs(Duration.ofHours(8).toMillis());
      harness.ask(patient);
      harness.capture("waiting", Duration.ofMinutes(5).toMillis());
      harness.advance(Duration.ofHours(3));
      harness.removeQuestions("patient");
      harness.capture("now", Duration.ofHours(3).toMillis());
      harness.advance(Duration.ofMinutes(1));

      assertThat(harness.account(span(0, 1)).counts().getUnmatched()).isEqualTo(1);
      assertThat(harness.account(span(5, 6)).openFrames()).isEqualTo(1);
      assertThat(harness.account(span(0, 5)).complete()).isTrue();
      harness.capture("later", Duration.ofHours(3).plusMinutes(1).toMillis());
      harness.advance(Duration.ofHours(30));
      for (int i = 0; i < 21; i++) {
        harness.advance(Duration.ofSeconds(6)); // a leap of the clock is no silence
      }
      harness.capture("next-day", Duration.ofHours(33).toMillis());
      harness.advance(Duration.ofMinutes(1));

      Account beginning = harness.account(span(0, 60));
      assertThat(beginning.counts().getReceived()).isZero();
      assertThat(beginning.complete()).isFalse();
      assertThat(beginning.keptFrom()).contains(START.plus(Duration.ofHours(32)));
      assertThat(harness.account(span(33 * 60, 33 * 60 + 1)).complete()).isTrue();
      assertThat(harness.account(Optional.empty()).counts().getReceived()).isEqualTo(5);
      assertThat(harness.account(Optional.empty()).problems()).isEmpty();
    }
  }

  @Test
  void shouldRoundSpansOutwardToWholeMinutes() {
    MinuteRange span = MinuteRange.around(START.plusMillis(61_000), START.plusMillis(120_001));

    assertThat(span).isEqualTo(new MinuteRange(START.plusSeconds(60), START.plusSeconds(180)));
    assertThat(MinuteRange.around(span.from(), span.to())).isEqualTo(span);
  }

  private static Optional<MinuteRange> span(long fromMinute, long toMinute) {
    return Optional.of(
        new MinuteRange(
            START.plus(Duration.ofMinutes(fromMinute)), START.plus(Duration.ofMinutes(toMinute))));
  }

  /** In the whole, in spans side by side, which add up to the whole, and in others. */
  private static void requireAgreement(TopologyHarness harness, Random random) {
    Account whole = harness.account(Optional.empty());
    assertThat(whole.problems()).isEmpty();
    Map<String, Long> sums = new TreeMap<>();
    long from = -24 * 60;
    while (from < 24 * 60) {
      long to = from == -24 * 60 ? -10 : from + 1 + random.nextInt(20);
      Account part = harness.account(span(from, to));
      assertThat(part.problems()).as("minutes %d to %d", from, to).isEmpty();
      counts(part).forEach((name, count) -> sums.merge(name, count, Long::sum));
      from = to;
    }
    assertThat(sums).isEqualTo(counts(whole));
  }

  private static Map<String, Long> counts(Account account) {
    Map<String, Long> counts = new TreeMap<>();
    for (Schema.Field field : SourceLedger.getClassSchema().getFields()) {
      if (field.schema().getType() == Schema.Type.LONG && !WHOLE_ONLY.contains(field.name())) {
        counts.put(field.name(), (Long) account.counts().get(field.pos()));
      }
    }
    counts.put("frames open", account.openFrames());
    counts.put("windows open", account.openWindows());
    return counts;
  }

  /** A source, a model and a clock, none of them reliable. */
  private static final class Life {

    private final TopologyHarness harness;
    private final Random random;
    private long clockMs;
    private int frames;

    Life(TopologyHarness harness, Random random) {
      this.harness = harness;
      this.random = random;
    }

    void step() {
      if (frames == 20) {
        harness.ask(overlapping());
        harness.ask(veryLong());
        clockMs += 2000;
      }
      pass(random.nextInt(10) == 0 ? 20_000 : random.nextInt(3000));
      int kind = frames == 0 ? 11 : random.nextInt(12); // a source is known by its first frame
      switch (kind) {
        case 0 -> garbage();
        case 1 -> harness.capture("f" + random.nextInt(frames + 1), clockMs);
        case 2 -> capture(clockMs - random.nextInt(200_000));
        case 3 -> capture(clockMs + Duration.ofMinutes(6).toMillis());
        default -> capture(clockMs - random.nextInt(1000));
      }
      harness.requests().forEach(this::answer);
    }

    private void capture(long atMs) {
      harness.capture("f" + frames++, atMs);
    }

    private void garbage() {
      Instant any = START.plusMillis(clockMs + random.nextInt(1_000_000) - 500_000);
      harness.rawFrame(
          new TestRecord<>(SOURCE, "no picture".getBytes(StandardCharsets.UTF_8), any));
    }

    private void pass(long ms) {
      clockMs += ms;
      harness.advance(Duration.ofMillis(ms));
    }

    private void answer(InferenceRequest request) {
      InferenceCompletion answer = completion(request, random.nextBoolean() ? "yes" : "who knows");
      switch (random.nextInt(4)) {
        case 0 -> answer.setStatus(CompletionStatus.FAILED);
        case 1 -> {
          return;
        }
        default -> answer.setStatus(CompletionStatus.COMPLETED);
      }
      harness.complete(answer);
    }

    void requireEverythingHappened() {
      SourceLedger ledger = harness.ledger();
      for (Schema.Field field : SourceLedger.getClassSchema().getFields()) {
        if (field.schema().getType() == Schema.Type.LONG
            && !WHOLE_ONLY.contains(field.name())
            && !field.name().equals("openRequests")) {
          assertThat((Long) ledger.get(field.pos())).as(field.name()).isPositive();
        }
      }
    }

    private static QuestionSet overlapping() {
      QuestionSet set = questionSet("overlapping");
      set.getWindow().setSizeMs(90_000);
      set.getWindow().setHopMs(30_000);
      return set;
    }

    /** So long that its frames are not booked in each minute. */
    private static QuestionSet veryLong() {
      QuestionSet set = questionSet("day");
      set.getWindow().setSizeMs(Duration.ofHours(3).toMillis());
      set.getWindow().setHopMs(set.getWindow().getSizeMs());
      return set;
    }
  }
}
