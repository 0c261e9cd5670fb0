package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.question;
import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.settings.ModelSettings;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing scripted: real broker, real checkpoint, real model. */
@ExtendWith(BrokerExtension.class)
@Timeout(180)
class TinyModelTest {

  @Test
  void shouldAnswerAVideoWindowAndAPictureWithARealModel(Wire wire, @TempDir Path directory) {
    TinyCheckpoint.write(directory, 1);
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(
        request("video", frame, frame, frame)
            .setPrompt("Frame1: <image>\nFrame2: <image>\nFrame3: <image>\n")
            .build());
    wire.send(
        request("picture", frame)
            .setQuestions(
                List.of(
                    question("Which?", AnswerType.CHOICE, "red", "green", "blue"),
                    question("What?", AnswerType.TEXT)))
            .build());
    ModelSettings settings = new Workers(wire).set("path", directory.toString()).settings();
    try (ModelRuntimeApp app = ModelRuntimeApp.start(wire.kafka(), wire.registry(), settings)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> app.counts().completed() == 2);
      await().until(() -> wire.completions().size() == 2);
    }
    assertThat(wire.completions())
        .allSatisfy(
            completion -> {
              assertThat(completion.getStatus()).isEqualTo(CompletionStatus.COMPLETED);
              assertThat(completion.getUsage().getImageTokens()).isPositive();
            });
    QuestionCompletion yesNo = answers("video", wire.completions()).get(0);
    assertThat(yesNo.getText()).isIn("yes", "no");
    assertThat(yesNo.getProbability()).isBetween(0.5, 1.0);
    List<QuestionCompletion> picture = answers("picture", wire.completions());
    assertThat(picture.get(0).getText()).isIn("red", "green", "blue");
    assertThat(picture.get(0).getFinishReason()).isEqualTo(FinishReason.SCORED);
    assertThat(picture.get(1).getGeneratedTokens()).isBetween(0, 8);
    assertThat(picture.get(1).getProbability()).isNull();
  }

  private static List<QuestionCompletion> answers(
      String requestId, List<InferenceCompletion> completions) {
    return completions.stream()
        .filter(completion -> completion.getRequestId().equals(requestId))
        .findFirst()
        .orElseThrow()
        .getCompletions();
  }
}
