package io.framewise.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Domain;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped checkpoint on scenes that it has never seen. */
class SceneModelTest {

  private static final long HELD_OUT = 950;
  private static final long GOLDEN = 901;
  private static final Map<String, String> OPPOSITE =
      Map.of("left", "right", "right", "left", "up", "down", "down", "up");

  @TempDir private static Path directory;
  private static InternVlEngine engine;
  private static Evaluation evaluation;

  @BeforeAll
  static void open() {
    DemoCheckpoint.write(directory);
    engine = InternVlEngine.open(directory, SceneQuestions.shippedModel().engine());
    evaluation = new Evaluation(engine);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void shouldAnswerRightWhenTheScenesAreNew() {
    Map<String, QuestionScore> scores = evaluation.run(HELD_OUT, 120, done -> {});

    for (QuestionScore score : scores.values()) {
      assertThat(score.share()).as(score.question().getText()).isGreaterThan(least(score));
    }
  }

  /** Well below what docs/demo-model.md tells, for so few windows; far above a guess. */
  private static double least(QuestionScore score) {
    return score.question().getAnswerType() == AnswerType.BOX ? 0.5 : 0.75;
  }

  @Test
  void shouldFlipTheDirectionWhenTheFramesComeInReverse() {
    List<SceneWindow> driving = driving();

    double flipped = share(driving, SceneModelTest::reversed, OPPOSITE::get);
    double kept = share(driving, SceneModelTest::reversed, way -> way);

    assertThat(flipped).isGreaterThan(0.8);
    assertThat(kept).isLessThan(0.1);
  }

  @Test
  void shouldOnlyGuessTheDirectionWhenOneFrameIsAllThereIs() {
    List<SceneWindow> driving = driving();

    double seen = share(driving, frames -> frames, way -> way);
    double guessed =
        share(driving, frames -> Collections.nCopies(frames.size(), frames.get(0)), way -> way);

    assertThat(seen).isGreaterThan(0.8);
    assertThat(guessed).isLessThan(0.6);
  }

  @Test
  void shouldWriteTheTokensThatTransformersWrites() throws Exception {
    List<SceneWindow> windows = TrainingSet.windows(GOLDEN, 0);
    try (InputStream golden = SceneModelTest.class.getResourceAsStream("golden.json")) {
      for (JsonNode expected : new ObjectMapper().readTree(golden).get("answers")) {
        AskResult said =
            evaluation
                .generated(windows.get(expected.get("window").asInt()))
                .get(expected.get("question").asText());
        assertThat(said.text()).isEqualTo(expected.get("text").asText());
        assertThat(said.generatedTokens()).isEqualTo(expected.get("tokens").asInt());
      }
    }
  }

  /** Windows in which the red car drives somewhere. */
  private static List<SceneWindow> driving() {
    SceneWindows scenes = new SceneWindows();
    return Stream.of(HELD_OUT, HELD_OUT + 1)
        .flatMap(seed -> scenes.yard(seed * TrainingSet.SEEDS_APART).stream())
        .filter(window -> OPPOSITE.containsKey(window.answers().getOrDefault("direction", "")))
        .toList();
  }

  private static List<BufferedImage> reversed(List<BufferedImage> frames) {
    List<BufferedImage> backwards = new ArrayList<>(frames);
    Collections.reverse(backwards);
    return backwards;
  }

  /** How often the direction is the one expected when the frames are changed. */
  private static double share(
      List<SceneWindow> windows,
      UnaryOperator<List<BufferedImage>> change,
      UnaryOperator<String> expected) {
    long hits =
        windows.stream()
            .filter(
                window ->
                    evaluation
                        .answers(Domain.VIDEO, change.apply(window.frames()))
                        .get("direction")
                        .text()
                        .equals(expected.apply(window.answers().get("direction"))))
            .count();
    return (double) hits / windows.size();
  }
}
