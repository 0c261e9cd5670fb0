package io.framewise.model.tiny;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/**
 * Writes a checkpoint of a published member's dimensions with random weights, to measure speed and
 * memory. Its tokenizer is the tiny one; tokens beyond it have no text.
 */
public final class RandomCheckpoint {

  private static final int DRAWN = 1 << 16;

  private RandomCheckpoint() {}

  /**
   * Writes a checkpoint; the same seed gives the same bytes. Holds little of it in memory.
   *
   * @param progress told again and again which share of the weights is written
   * @throws io.framewise.contract.UserError when the directory cannot be written
   */
  public static void write(Path directory, Member member, long seed, DoubleConsumer progress) {
    SafetensorsWriter tensors = new SafetensorsWriter();
    new RandomWeights(normal(seed)).add(tensors, member.config(), member.kind());
    new TinyFiles(directory, new TinyVocabulary())
        .write(member.config(), member.kind(), tensors, progress);
  }

  /** Normal numbers out of a bag that was filled once: a hundred times as fast as fresh ones. */
  private static DoubleSupplier normal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] bag = random.doubles(DRAWN).map(ignored -> random.nextGaussian()).toArray();
    return () -> bag[random.nextInt() >>> (Integer.SIZE - 16)];
  }
}
