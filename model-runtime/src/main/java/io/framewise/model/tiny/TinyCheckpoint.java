package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a random InternVL checkpoint of about a megabyte in Hugging Face's format, which
 * Transformers loads too. Tiles of 112 pixels, 16 tokens a tile.
 */
public final class TinyCheckpoint {

  /** Which vision tower. */
  public enum Tower {
    /** As InternViT-300M: biases, LayerNorm. */
    SMALL,
    /** As InternViT-6B: norms of queries and keys, RMSNorm, no biases on them. */
    LARGE
  }

  private static final double EPSILON = 1e-6;

  private TinyCheckpoint() {}

  /**
   * Writes a checkpoint; the same seed gives the same bytes. Makes the directory, replaces a
   * checkpoint in it.
   *
   * @throws io.framewise.platform.lifecycle.UserError when the directory cannot be written
   */
  public static void write(Path directory, long seed) {
    write(directory, seed, Tower.SMALL);
  }

  /** The same with a vision tower of another kind. */
  public static void write(Path directory, long seed, Tower tower) {
    TinyVocabulary vocabulary = new TinyVocabulary();
    RandomWeights weights =
        new RandomWeights(new Random(seed)::nextGaussian, token -> headScale(vocabulary, token));
    ModelConfig config = config(vocabulary, tower == Tower.LARGE);
    SafetensorsWriter tensors = new SafetensorsWriter();
    weights.add(tensors, config);
    RandomCheckpoint.write(directory, config, vocabulary, tensors, share -> {});
  }

  /** Words and ends rather than letters, and no bytes that are not text by themselves. */
  private static double headScale(TinyVocabulary vocabulary, int token) {
    if (vocabulary.word(token) || token == vocabulary.id("<|im_end|>")) {
      return 1.5;
    }
    return vocabulary.readable(token) ? 1 : 0;
  }

  private static ModelConfig config(TinyVocabulary vocabulary, boolean large) {
    VisionConfig vision = new VisionConfig(112, 14, 64, 2, 4, 128, large, EPSILON);
    TextConfig text =
        new TextConfig(128, 3, 8, 2, 16, 256, vocabulary.size(), EPSILON, 1_000_000, 4096);
    return new ModelConfig(vision, text);
  }
}
