package io.framewise.model.generate;

import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.Quantization;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Computes with a checkpoint in every number type and quantization, in a process of its own whose
 * environment hides instructions. Prints how far each is off from float32 in the same quantization,
 * by a prompt that goes at once and by the same in pieces, and how float32 is off in pieces.
 */
final class ModesProbe {

  private static final long[] IDS = LongStream.range(0, 120).map(i -> i * 7 % 256).toArray();
  private static final int PIECE = 5;

  private ModesProbe() {}

  /** Directory of the checkpoint. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    for (Quantization quantization : Quantization.values()) {
      float[] expected = {};
      for (ComputeType type : ComputeType.values()) {
        try (TinyModel model = open(directory, type, quantization)) {
          float[] atOnce = model.logitsOf(IDS, List.of());
          expected = type == ComputeType.FLOAT32 ? atOnce : expected;
          System.out.printf(
              "%s %s %.6f %.6f%n",
              type, quantization, distance(atOnce, expected), distance(pieces(model), expected));
        }
      }
    }
  }

  private static TinyModel open(Path directory, ComputeType type, Quantization quantization) {
    return TinyModel.open(
        directory, new ComputeOptions(type, quantization, Devices.parse("cpu"), 1));
  }

  private static float[] pieces(TinyModel model) {
    float[] last = {};
    try (Conversation conversation = model.conversation(1, IDS.length)) {
      for (int i = 0; i < IDS.length; i += PIECE) {
        Chunk chunk = new Chunk(1);
        long[] ids = LongStream.of(IDS).skip(i).limit(PIECE).toArray();
        last = model.logits(conversation, chunk, chunk.add(0, ids, i, 0, 0));
      }
    }
    return last;
  }

  private static double distance(float[] found, float[] expected) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < found.length; i++) {
      difference += Math.pow(found[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }
}
