package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
   * @throws UserError when the directory cannot be written
   */
  public static void write(Path directory, long seed) {
    write(directory, seed, Tower.SMALL);
  }

  /** The same with a vision tower of another kind. */
  public static void write(Path directory, long seed, Tower tower) {
    boolean large = tower == Tower.LARGE;
    TinyVocabulary vocabulary = new TinyVocabulary();
    ModelConfig config = config(vocabulary, large);
    SafetensorsWriter tensors = new SafetensorsWriter();
    new TinyWeights(vocabulary, seed).add(tensors, config, large);
    try {
      Files.createDirectories(directory);
      new TinyFiles(directory, vocabulary).write(config, large);
      tensors.write(directory.resolve("model.safetensors"));
    } catch (IOException e) {
      throw new UserError(
          "a checkpoint cannot be written to " + directory, "give another directory", e);
    }
  }

  private static ModelConfig config(TinyVocabulary vocabulary, boolean large) {
    VisionConfig vision = new VisionConfig(112, 14, 64, 2, 4, 128, large, EPSILON);
    TextConfig text =
        new TextConfig(128, 3, 8, 2, 16, 256, vocabulary.size(), EPSILON, 1_000_000, 4096);
    return new ModelConfig(vision, text);
  }
}
