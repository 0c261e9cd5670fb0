package io.framewise.model.generate;

import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.Quantization;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Computes with a checkpoint in every number type and quantization, in a process of its own whose
 * environment hides instructions. Prints how far each is off from float32 in the same quantization,
 * by a prompt that goes at once, by the same in pieces, and by one with a picture; and the text
 * that float32 writes.
 */
final class ModesProbe {

  private static final long[] IDS = LongStream.range(0, 120).map(i -> i * 7 % 256).toArray();
  private static final int PIECE = 5;
  private static final int TOKENS = 8;

  private ModesProbe() {}

  /** Directory of the checkpoint. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    for (Quantization quantization : Quantization.values()) {
      float[] expected = {};
      float[] expectedOfPicture = {};
      for (ComputeType type : ComputeType.values()) {
        try (TinyModel model = open(directory, type, quantization)) {
          float[] atOnce = model.logitsOf(IDS, List.of());
          float[] ofPicture = ofPicture(model);
          if (type == ComputeType.FLOAT32) {
            expected = atOnce;
            expectedOfPicture = ofPicture;
            System.out.println("TEXT " + quantization + " " + text(model));
          }
          System.out.printf(
              "%s %s %.6f %.6f %.6f%n",
              type,
              quantization,
              distance(atOnce, expected),
              distance(pieces(model), expected),
              distance(ofPicture, expectedOfPicture));
        }
      }
    }
  }

  /** Logits after a picture and some text. */
  private static float[] ofPicture(TinyModel model) {
    LongStream picture =
        LongStream.generate(model::pictureId).limit(model.model().config().tokensPerTile());
    long[] ids = LongStream.concat(picture, LongStream.of(IDS).limit(40)).toArray();
    return model.logitsOf(ids, Looks.frames(3));
  }

  /** The likeliest tokens after the prompt, each with how far the next is behind. */
  static String text(TinyModel model) {
    StringBuilder text = new StringBuilder();
    long[] ids = IDS.clone();
    for (int i = 0; i < TOKENS; i++) {
      float[] logits = model.logitsOf(ids, List.of());
      int[] order =
          IntStream.range(0, logits.length)
              .boxed()
              .sorted(Comparator.comparingDouble(token -> -logits[token]))
              .limit(2)
              .mapToInt(Integer::intValue)
              .toArray();
      float margin = logits[order[0]] - logits[order[1]];
      text.append(order[0]).append(String.format(Locale.ROOT, ":%.6f ", margin));
      ids = LongStream.concat(LongStream.of(ids), LongStream.of(order[0])).toArray();
    }
    return text.toString().strip();
  }

  static TinyModel open(Path directory, ComputeType type, Quantization quantization) {
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
