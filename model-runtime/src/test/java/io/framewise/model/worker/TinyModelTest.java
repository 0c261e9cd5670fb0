package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.question;
import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.settings.ModelSettings;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.observe.ProcessMeters;
import io.framewise.testing.Pictures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing scripted: real broker, real checkpoint, real model. */
@ExtendWith(BrokerExtension.class)
@Timeout(180)
class TinyModelTest {

  /** 16 tokens of 128 floats. */
  private static final int TILE_BYTES = 16 * 128 * 4;

  @Test
  void shouldAnswerAVideoWindowAndAPictureWithARealModel(Wire wire, @TempDir Path directory) {
    TinyCheckpoint.write(directory, 1);
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("video", frame, frame, frame).setDomain(Domain.VIDEO).build());
    wire.send(
        request("of an older app", frame, frame, frame)
            .setQuestions(List.of(question("video", AnswerType.YES_NO)))
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
      await().atMost(Duration.ofMinutes(2)).until(() -> app.counts().completed() == 3);
      await().until(() -> wire.completions().size() == 3);
    }
    assertThat(wire.completions())
        .allSatisfy(
            completion -> {
              assertThat(completion.getStatus()).isEqualTo(CompletionStatus.COMPLETED);
              assertThat(completion.getUsage().getImageTokens()).isPositive();
            });
    assertThat(wire.completions())
        .filteredOn(completion -> !completion.getRequestId().equals("picture"))
        .extracting(completion -> completion.getUsage().getPromptTokens())
        .as("the worker's words are those of older apps")
        .satisfies(tokens -> assertThat(tokens.get(0)).isEqualTo(tokens.get(1)));
    QuestionCompletion yesNo = answers("video", wire.completions()).get(0);
    assertThat(yesNo.getText()).isIn("yes", "no");
    assertThat(yesNo.getProbability()).isBetween(0.5, 1.0);
    List<QuestionCompletion> picture = answers("picture", wire.completions());
    assertThat(picture.get(0).getText()).isIn("red", "green", "blue");
    assertThat(picture.get(0).getFinishReason()).isEqualTo(FinishReason.SCORED);
    assertThat(picture.get(0).getChoice()).isBetween(0, 2);
    assertThat(picture.get(1).getGeneratedTokens()).isBetween(0, 8);
    assertThat(picture.get(1).getProbability()).isNull();
  }

  @Test
  void shouldLookAtFramesOfWindowsThatOverlapOnce(Wire wire, @TempDir Path directory) {
    TinyCheckpoint.write(directory, 1);
    List<FrameRef> frames =
        IntStream.range(0, 24)
            .mapToObj(i -> wire.writeFrame("f" + i, Pictures.jpeg(32, 32, new Color(10 * i, 0, 0))))
            .toList();
    for (int start = 0; start <= 16; start += 4) {
      FrameRef[] window = frames.subList(start, start + 8).toArray(FrameRef[]::new);
      wire.send(request("w" + start, window).build());
    }
    ModelSettings settings = new Workers(wire).set("path", directory.toString()).settings();
    PrometheusMeterRegistry meters = ProcessMeters.create();
    try (ModelRuntimeApp app = ModelRuntimeApp.start(wire.kafka(), wire.registry(), settings)) {
      app.bindTo(meters);
      await().atMost(Duration.ofMinutes(2)).until(() -> app.counts().completed() == 5);
      await().until(() -> wire.completions().size() == 5);

      assertThat(app.counts().pictureHits()).isEqualTo(16);
      assertThat(app.counts().pictureMisses()).isEqualTo(24);
      assertThat(meters.scrape())
          .contains(
              "framewise_worker_picture_hits_total 16.0",
              "framewise_worker_picture_misses_total 24.0",
              "framewise_worker_picture_bytes " + 24.0 * TILE_BYTES);
    }
    // Which window comes first at a frame depends on the intakes.
    assertThat(
            wire.completions().stream()
                .mapToInt(completion -> completion.getUsage().getCachedPictures())
                .sum())
        .isEqualTo(16);
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
