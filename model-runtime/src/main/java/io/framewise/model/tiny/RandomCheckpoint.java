package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/**
 * Writes a checkpoint of a published member's dimensions with random weights, to measure speed and
 * memory. Its tokenizer is the tiny one; tokens beyond it have no text.
 */
final class RandomCheckpoint {

  private static final int DRAWN = 1 << 16;

  private RandomCheckpoint() {}

  /**
   * Writes a checkpoint; the same seed gives the same bytes. Holds little of it in memory.
   *
   * @param progress told again and again which share of the weights is written
   * @throws UserError when the directory cannot be written
   */
  static void write(Path directory, Member member, long seed, DoubleConsumer progress) {
    SafetensorsWriter tensors = new SafetensorsWriter();
    new RandomWeights(normal(seed)).add(tensors, member.config());
    write(directory, member.config(), new TinyVocabulary(), tensors, progress);
  }

  /** Writes the files of a checkpoint into a directory, which is made where it is not there. */
  static void write(
      Path directory,
      ModelConfig config,
      TinyVocabulary vocabulary,
      SafetensorsWriter tensors,
      DoubleConsumer progress) {
    try {
      Files.createDirectories(directory);
      new TinyFiles(directory, vocabulary).write(config, config.vision().rmsNorm());
      tensors.write(directory.resolve("model.safetensors"), progress);
    } catch (IOException e) {
      throw new UserError(
          "a checkpoint cannot be written to " + directory, "give another directory", e);
    }
  }

  /** Normal numbers out of a bag that was filled once: a hundred times as fast as fresh ones. */
  private static DoubleSupplier normal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] bag = random.doubles(DRAWN).map(ignored -> random.nextGaussian()).toArray();
    return () -> bag[random.nextInt() >>> (Integer.SIZE - 16)];
  }
}
