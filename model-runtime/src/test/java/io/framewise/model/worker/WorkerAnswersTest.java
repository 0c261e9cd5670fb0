package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.question;
import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.checkpoint.KnownQuestions.Known;
import io.framewise.model.engine.Look;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a worker passes on of a question, and what it says of its answer. */
@ExtendWith(BrokerExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class WorkerAnswersTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Wire wire;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
  }

  private InferenceCompletion answered(ScriptedEngine engine, int maxNewTokens, Question... asked) {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(
        request("r1", frame).setMaxNewTokens(maxNewTokens).setQuestions(List.of(asked)).build());
    try (Worker worker = new Workers(wire).start(engine)) {
      await().atMost(LIMIT).until(() -> wire.completions().size() == 1);
      assertThat(worker.state()).isInstanceOf(WorkerState.Running.class);
    }
    return wire.completions().get(0);
  }

  private static Question limited(String text, AnswerType type, int limit) {
    Question question = question(text, type);
    question.setMaxNewTokens(limit);
    return question;
  }

  @Test
  void shouldGiveEachQuestionItsOwnLimitOrThatOfTheRequest() {
    ScriptedEngine engine = new ScriptedEngine();

    answered(
        engine,
        24,
        limited("What?", AnswerType.TEXT, 0),
        limited("How many?", AnswerType.NUMBER, 3),
        limited("Where?", AnswerType.BOX, 400));

    assertThat(engine.batches().get(0).get(0).questions())
        .extracting(Look.Ask::maxNewTokens)
        .containsExactly(24, 3, 400);
  }

  @Test
  void shouldTakeALimitThatSuitsTheTypeWhereNoneIsGiven() {
    ScriptedEngine engine = new ScriptedEngine();

    answered(
        engine,
        0,
        question("What?", AnswerType.TEXT),
        question("How many?", AnswerType.NUMBER),
        question("Where?", AnswerType.BOX),
        question("Which spot?", AnswerType.POINT));

    assertThat(engine.batches().get(0).get(0).questions())
        .extracting(Look.Ask::maxNewTokens)
        .containsExactly(128, 16, 256, 256);
  }

  @Test
  void shouldRefuseALimitBelowNothing() {
    InferenceCompletion completion =
        answered(new ScriptedEngine(), 8, limited("What?", AnswerType.TEXT, -1));

    assertThat(completion.getStatus()).isEqualTo(CompletionStatus.FAILED);
    assertThat(completion.getReason()).startsWith("bad-request: the answer to question q-What?");
  }

  @Test
  void shouldSayWhichQuestionsTheModelWasTrainedFor() {
    KnownQuestions known =
        new KnownQuestions(
            List.of(
                new Known("Is there a car?", AnswerType.YES_NO, List.of()),
                new Known("Which way?", AnswerType.CHOICE, List.of("left", "right"))));

    InferenceCompletion completion =
        answered(
            new ScriptedEngine().knowing(known),
            8,
            question("is there  a CAR?", AnswerType.YES_NO),
            question("Which way?", AnswerType.CHOICE, "right", "left"),
            question("Which way?", AnswerType.CHOICE, "up", "down"),
            question("Is there a car?", AnswerType.TEXT),
            question("Is there a dragon?", AnswerType.YES_NO));

    assertThat(completion.getCompletions())
        .extracting(QuestionCompletion::getKnownQuestion)
        .containsExactly(true, true, false, false, false);
  }

  @Test
  void shouldSayNothingAboutQuestionsOfAGeneralModel() {
    InferenceCompletion completion =
        answered(new ScriptedEngine(), 8, question("Is there a car?", AnswerType.YES_NO));

    assertThat(completion.getCompletions().get(0).getKnownQuestion()).isNull();
  }
}
