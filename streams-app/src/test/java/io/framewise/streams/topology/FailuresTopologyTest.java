package io.framewise.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Stage;
import io.framewise.streams.state.SourceLedger;
import io.framewise.testing.TestRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka would not take and what a table cannot read. */
class FailuresTopologyTest {

  private static final Duration PAST_IDLE = Duration.ofSeconds(6);

  @TempDir private Path directory;

  @Test
  void shouldEndARequestAsFailedWhenItIsTooLargeForItsTopic() {
    try (TopologyHarness harness = new TopologyHarness(directory)) {
      harness.ask(manyLongQuestions());
      harness.capture("first", 0);
      harness.advance(PAST_IDLE);

      assertThat(harness.requests()).isEmpty();
      assertThat(harness.events())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getStatus()).isEqualTo(EventStatus.FAILED);
                assertThat(event.getReason()).isEqualTo("the request is too large to be sent");
              });
      requireLetterAbout("test.inference.requests", harness);
      SourceLedger ledger = harness.ledger();
      assertThat(ledger.getWindowsFailed()).isEqualTo(1);
      assertThat(ledger.getFailed()).isEqualTo(ledger.getWindowed()).isEqualTo(1);
      assertThat(ledger.getRequests()).isEqualTo(1);
      assertThat(ledger.getOpenRequests()).isZero();
    }
  }

  @Test
  void shouldEndARequestAsFailedWhenItsAnswersAreTooLargeForAnEvent() {
    try (TopologyHarness harness = new TopologyHarness(directory)) {
      List<Question> questions =
          IntStream.range(0, 32)
              .mapToObj(
                  i ->
                      new Question(
                          "scene-" + i, "What?", AnswerType.TEXT, List.of(), null, 0, null))
              .toList();
      harness.ask(
          QuestionSet.newBuilder(TestRecords.questionSet("traffic"))
              .setQuestions(questions)
              .build());
      harness.capture("first", 0);
      harness.advance(PAST_IDLE);
      String[] texts = Collections.nCopies(32, "ä".repeat(20_000)).toArray(String[]::new);
      harness.complete(TopologyHarness.completion(harness.requests().get(0), texts));

      assertThat(harness.events())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getStatus()).isEqualTo(EventStatus.FAILED);
                assertThat(event.getAnswers()).isEmpty();
              });
      requireLetterAbout("test.events", harness);
      assertThat(harness.ledger().getOpenRequests()).isZero();
    }
  }

  @Test
  void shouldBuryAnUnreadableQuestionSetOnceAndKeepTheOneBeforeIt() {
    try (TopologyHarness harness = new TopologyHarness(directory)) {
      harness.ask(TestRecords.questionSet("traffic"));
      harness.rawQuestions("traffic", "no question set".getBytes(StandardCharsets.UTF_8));
      harness.rawQuestions("other", new byte[] {0, 0, 0, 0, 77, 1});
      harness.advance(PAST_IDLE);
      harness.advance(PAST_IDLE);

      assertThat(harness.deadLetters())
          .extracting(DeadLetter::getStage, DeadLetter::getCategory, DeadLetter::getOrigin)
          .containsExactly(
              tuple(Stage.QUESTIONS, "bad-record", "test.questions-0@1"),
              tuple(Stage.QUESTIONS, "bad-record", "test.questions-0@2"));
      harness.capture("first", 0);
      harness.advance(PAST_IDLE);
      assertThat(harness.requests()).hasSize(1);
    }
  }

  private static void requireLetterAbout(String topic, TopologyHarness harness) {
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getStage()).isEqualTo(Stage.PUBLISH);
              assertThat(letter.getCategory()).isEqualTo("too-large");
              assertThat(letter.getOrigin()).isEqualTo(topic);
              assertThat(letter.getSourceId()).isEqualTo(TopologyHarness.SOURCE);
              assertThat(letter.getOriginalSize()).isGreaterThan(1_000_000);
              assertThat(letter.getOriginal().remaining()).isEqualTo(64 * 1024);
            });
  }

  /** All that the rules allow, in letters of two bytes. */
  private static QuestionSet manyLongQuestions() {
    List<Question> questions =
        IntStream.range(0, 32)
            .mapToObj(
                i ->
                    new Question(
                        "question-" + i,
                        "ä".repeat(4000),
                        AnswerType.CHOICE,
                        choices(),
                        null,
                        0,
                        null))
            .toList();
    return QuestionSet.newBuilder(TestRecords.questionSet("traffic"))
        .setQuestions(questions)
        .build();
  }

  private static List<String> choices() {
    return IntStream.range(0, 64).mapToObj(i -> "ä".repeat(198) + (10 + i)).toList();
  }
}
