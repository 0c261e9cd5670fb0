package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a random InternVL checkpoint of about a megabyte in Hugging Face's format, which
 * Transformers loads too. Tiles of 112 pixels, 16 tokens a tile.
 */
public final class TinyCheckpoint {

  private TinyCheckpoint() {}

  /**
   * Writes a checkpoint; the same seed gives the same bytes. Makes the directory, replaces a
   * checkpoint in it.
   *
   * @throws UserError when the directory cannot be written
   */
  public static void write(Path directory, long seed) {
    write(directory, seed, TinyVariant.SMALL);
  }

  /** The same for a model of another kind. */
  public static void write(Path directory, long seed, TinyVariant variant) {
    TinyVocabulary vocabulary = new TinyVocabulary();
    ModelConfig config = variant.config(vocabulary.size());
    SafetensorsWriter tensors = new SafetensorsWriter();
    new TinyWeights(vocabulary, seed).add(tensors, config, variant);
    try {
      Files.createDirectories(directory);
      new TinyFiles(directory, vocabulary).write(config, variant);
      tensors.write(directory.resolve("model.safetensors"));
    } catch (IOException e) {
      throw new UserError(
          "a checkpoint cannot be written to " + directory, "give another directory", e);
    }
  }
}
