package io.framewise.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.internvl.Tokens;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSetTest {

  private static final long SEED = 3;
  private static final int TILE = DrawnWindows.SIZE * DrawnWindows.SIZE * 3;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  @TempDir private static Path directory;
  private static final List<JsonNode> WINDOWS = new ArrayList<>();

  @BeforeAll
  static void write() throws Exception {
    List<Integer> told = new ArrayList<>();
    TrainingSet.write(directory, SEED, 100, told::add);
    for (String line : Files.readAllLines(directory.resolve("windows.jsonl"))) {
      WINDOWS.add(new ObjectMapper().readTree(line));
    }
    assertThat(told).containsExactly(WINDOWS.size());
  }

  @Test
  void shouldListInTheCheckpointWhatItIsTrainedFor(@TempDir Path demo) {
    KnownQuestions known = KnownQuestions.of(directory.resolve("model")).orElseThrow();

    assertThat(known).isEqualTo(SceneQuestions.shipped().known());
    assertThat(known.hasText("Is there a red car?")).isTrue();
    assertThat(known.hasText("Does a car cross the line?")).as("not learned").isFalse();
    DemoCheckpoint.write(demo);
    assertThat(KnownQuestions.of(demo)).as("the shipped checkpoint").contains(known);
  }

  @Test
  void shouldHoldTheTilesThatThePreprocessorMakes() throws Exception {
    SceneWindow part = new SceneWindows().part(seedOfFirstPart());
    float[] expected = new Preprocessor(DrawnWindows.SIZE).tiles(part.frames().get(0), 1).values();
    JsonNode line = WINDOWS.stream().filter(w -> is(w, "INSPECTION")).findFirst().orElseThrow();
    byte[] tiles = Files.readAllBytes(directory.resolve("tiles.bin"));
    int at = line.get("tiles").get(0).asInt() * TILE;

    int plane = DrawnWindows.SIZE * DrawnWindows.SIZE;
    for (int pixel = 0; pixel < plane; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        int level = tiles[at + pixel * 3 + channel] & 0xFF;
        float value = (level / 255f - MEAN[channel]) / DEVIATION[channel];
        assertThat(value).isEqualTo(expected[channel * plane + pixel]);
      }
    }
  }

  @Test
  void shouldEndEveryAnswerAndWriteItsTextInTokens() {
    try (Tokens tokens = Tokens.open(directory.resolve("model"))) {
      for (JsonNode window : WINDOWS) {
        for (JsonNode question : window.get("questions")) {
          List<Long> ids = ids(question.get("answer"));
          assertThat(tokens.stops(ids.get(ids.size() - 1))).isTrue();
          assertThat(tokens.text(ids.stream().mapToLong(Long::longValue)))
              .isEqualTo(question.get("text").asText());
        }
      }
    }
  }

  @Test
  void shouldAskOfEveryDomainWithAPlaceForEachPixelRow() {
    for (String domain : List.of("VIDEO", "SCREEN", "INSPECTION")) {
      List<JsonNode> windows = WINDOWS.stream().filter(window -> is(window, domain)).toList();
      assertThat(windows).as(domain).isNotEmpty();
      for (JsonNode window : windows) {
        assertThat(window.get("tiles")).hasSize(domain.equals("VIDEO") ? 4 : 1);
        assertThat(window.get("things")).hasSameSizeAs(window.get("tiles"));
      }
    }
  }

  @Test
  void shouldKeepSomeCombinationsBack() {
    List<SceneWindow> drawn = new SceneWindows().yard(SEED);

    assertThat(drawn).anyMatch(SceneWindow::keptBack).anyMatch(window -> !window.keptBack());
  }

  /** A training set leaves out what is kept back. */
  private static long seedOfFirstPart() {
    long first = SEED * 1_000_000 + 2;
    return LongStream.iterate(first, seed -> seed + 1)
        .filter(seed -> !new SceneWindows().part(seed).keptBack())
        .findFirst()
        .orElseThrow();
  }

  private static boolean is(JsonNode window, String domain) {
    return window.get("domain").asText().equals(domain);
  }

  private static List<Long> ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
  }
}
