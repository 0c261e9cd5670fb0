package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.chat.AnswerListener;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Turn;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.engine.Sampling;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tensors of one checkpoint stored in different types, also those that become one layer: the same
 * numbers, stored all alike, must give the same answer to the last bit.
 */
class MixedTypesTest {

  private static final List<StoredType> TYPES = List.of(StoredType.values());

  @TempDir private Path mixed;
  @TempDir private Path alike;

  @ParameterizedTest
  @CsvSource({
    "SMALL, FLOAT32, NONE",
    "SMALL, FLOAT32, INT8",
    "SMALL, FLOAT32, INT4",
    "SMALL, BFLOAT16, NONE",
    "SMALL, FLOAT16, NONE",
    "LARGE, FLOAT32, NONE",
    "INTERNLM, FLOAT32, NONE",
    "TIED, FLOAT32, NONE"
  })
  void shouldReadEachTensorByItsOwnType(
      TinyVariant variant, ComputeType compute, Quantization quantization) throws IOException {
    TinyCheckpoint.write(mixed, 1, variant);
    TinyCheckpoint.write(alike, 1, variant);
    RewrittenCheckpoint files = RewrittenCheckpoint.existing(mixed);
    Map<String, StoredTensor> tensors = new TreeMap<>();
    files.tensors().forEach((name, tensor) -> tensors.put(name, stored(type(name), tensor)));
    files.tensors(tensors);
    tensors.replaceAll((name, tensor) -> stored(StoredType.F32, tensor));
    RewrittenCheckpoint.existing(alike).tensors(tensors);

    List<GeneratedToken> expected = answer(alike, compute, quantization);

    assertThat(answer(mixed, compute, quantization)).isEqualTo(expected);
    assertThat(expected).hasSize(6);
  }

  /** Neighbours differ, such as a layer's queries, keys and values, and a weight and its bias. */
  private static StoredType type(String name) {
    if (name.contains("gate_proj")) {
      return StoredType.F16;
    }
    if (name.contains("up_proj")) {
      return StoredType.BF16;
    }
    int part = "qkv".indexOf(name.replaceAll(".*\\.([qkv])_proj\\..*", "$1").charAt(0));
    boolean bias = name.endsWith("bias");
    return TYPES.get(Math.floorMod(part + (bias ? 1 : 0), TYPES.size()));
  }

  private static StoredTensor stored(StoredType type, StoredTensor tensor) {
    ByteBuffer from = StoredBytes.of(tensor).order(ByteOrder.LITTLE_ENDIAN);
    int count = from.limit() / tensor.type().bytes();
    ByteBuffer to = ByteBuffer.allocateDirect(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      put(to, type, number(from, tensor.type()));
    }
    return new StoredTensor(type, tensor.shape(), List.of(to.flip()));
  }

  private static float number(ByteBuffer from, StoredType type) {
    return switch (type) {
      case F32 -> from.getFloat();
      case BF16 -> Float.intBitsToFloat(from.getShort() << Short.SIZE);
      case F16 -> half(from.getShort());
    };
  }

  private static void put(ByteBuffer to, StoredType type, float value) {
    switch (type) {
      case F32 -> to.putFloat(value);
      case BF16 -> to.putShort((short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
      case F16 -> to.putShort(half(value));
    }
  }

  /** What a half holds, for numbers without fractions of the smallest step; others are cut. */
  private static short half(float value) {
    int sign = value < 0 ? 1 << 15 : 0;
    float size = Math.min(Math.abs(value), 65_504);
    int exponent = Math.max(Math.getExponent(size), -15);
    if (exponent == -15) {
      return (short) (sign | (int) (size * (1 << 24)));
    }
    int fraction = (int) ((size / Math.pow(2, exponent) - 1) * (1 << 10));
    return (short) (sign | ((exponent + 15) << 10) | fraction);
  }

  private static float half(short bits) {
    int exponent = (bits >> 10) & 31;
    float fraction = (bits & 1023) / 1024F;
    double size =
        exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
    return (float) (bits < 0 ? -size : size);
  }

  private static List<GeneratedToken> answer(
      Path directory, ComputeType compute, Quantization quantization) {
    EngineSettings settings =
        new EngineSettings("You look.", compute, quantization, "cpu", 1, 0, 1, 0, 0);
    float[] pixels = new float[3 * 112 * 112];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 11 / 5F - 1;
    }
    Turn turn = new Turn.User("<image>\n", List.of(new PictureTiles(1, pixels)), "What is there?");
    GenerationOptions options = new GenerationOptions(6, Sampling.GREEDY, 5);
    try (InternVlEngine engine = InternVlEngine.open(directory, settings);
        ChatSession chat = new ChatSession(engine.parts(), 1)) {
      return chat.answer(turn, options, AnswerListener.NONE).replies().get(0).tokens();
    }
  }
}
