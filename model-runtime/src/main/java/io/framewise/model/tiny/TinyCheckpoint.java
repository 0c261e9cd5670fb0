package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import java.nio.file.Path;
import java.util.Random;

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
   * @throws io.framewise.contract.UserError when the directory cannot be written
   */
  public static void write(Path directory, long seed) {
    write(directory, seed, TinyVariant.SMALL);
  }

  /** The same for a model of another kind. */
  public static void write(Path directory, long seed, TinyVariant variant) {
    TinyVocabulary vocabulary = new TinyVocabulary();
    ModelConfig config = variant.config(vocabulary.size());
    SafetensorsWriter tensors = new SafetensorsWriter();
    new RandomWeights(new Random(seed)::nextGaussian, token -> headScale(vocabulary, token))
        .add(tensors, config, variant);
    new TinyFiles(directory, vocabulary).write(config, variant, tensors, share -> {});
  }

  /** Words and ends rather than letters, and no bytes that are not text by themselves. */
  private static double headScale(TinyVocabulary vocabulary, int token) {
    if (vocabulary.word(token) || token == vocabulary.id("<|im_end|>")) {
      return 1.5;
    }
    return vocabulary.readable(token) ? 1 : 0;
  }
}
