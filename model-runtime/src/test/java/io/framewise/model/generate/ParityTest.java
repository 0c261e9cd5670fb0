package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.generate.Look.Ask;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.tiny.TinyCheckpoint.Tower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against numbers from Hugging Face Transformers; src/test/python/parity.py makes them. */
class ParityTest {

  private static final Offset<Float> CLOSE = within(2e-4f);
  private static final List<PictureTiles> PICTURES = Looks.frames(1, 2);
  private static final String PROMPT = "Frame1: <image>\nFrame2: <image>\n";

  @TempDir private Path directory;

  private static JsonNode golden(Tower tower) throws IOException {
    String name = "parity-" + tower.name().toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = ParityTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTokenisePromptsAsTransformersDoes(Tower tower) throws IOException {
    JsonNode golden = golden(tower);
    try (TinyModel tiny = TinyModel.write(directory, tower)) {
      assertThat(ids(tiny, golden)).containsExactly(longs(golden.get("ids")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSeePicturesAsTransformersDoes(Tower tower) throws IOException {
    JsonNode golden = golden(tower);
    try (TinyModel tiny = TinyModel.write(directory, tower);
        PtNDManager step = tiny.model().newStep()) {
      NDArray rows = new VisionPass(tiny.model(), 2).rows(step, PICTURES);

      assertThat(rows.get(0).toFloatArray())
          .containsExactly(floats(golden.get("vision_first_row")), CLOSE);
      assertThat(rows.get(-1).toFloatArray())
          .containsExactly(floats(golden.get("vision_last_row")), CLOSE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldComputeTheLogitsOfTransformers(Tower tower) throws IOException {
    JsonNode golden = golden(tower);
    try (TinyModel tiny = TinyModel.write(directory, tower)) {
      float[] logits = tiny.logitsOf(longs(golden.get("ids")), PICTURES);

      assertThat(logits).containsExactly(floats(golden.get("logits")), CLOSE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGenerateTheTextOfTransformers(Tower tower) throws IOException {
    JsonNode golden = golden(tower);
    long[] generated = longs(golden.get("generated"));
    try (TinyModel tiny = TinyModel.write(directory, tower)) {
      Ask ask = new Ask("q", golden.get("question").asText(), List.of());
      Look look = new Look(PROMPT, PICTURES, List.of(ask), generated.length);
      TokenizedLook tokenized = TokenizedLook.of(look, format(tiny, golden), 4096);

      BatchResult result =
          new BatchRun(
                  tiny.model(), tiny.tokens(), new VisionPass(tiny.model(), 1), List.of(tokenized))
              .run();

      assertThat(result.looks().get(0).answers().get(0).text())
          .isEqualTo(tiny.tokens().text(Arrays.stream(generated)));
    }
  }

  private static long[] ids(TinyModel tiny, JsonNode golden) {
    PromptFormat format = format(tiny, golden);
    PromptFormat.Prefix prefix = format.prefix(PROMPT, List.of(1, 1));
    long[] question = format.question(prefix, golden.get("question").asText());
    return LongStream.concat(LongStream.of(prefix.ids()), LongStream.of(question)).toArray();
  }

  private static PromptFormat format(TinyModel tiny, JsonNode golden) {
    int tokensPerTile = tiny.model().config().tokensPerTile();
    return new PromptFormat(tiny.tokens(), golden.get("system").asText(), tokensPerTile);
  }

  private static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }
}
