package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

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

  /** As byte-level tokenizers cut words: with the space before them. */
  private static final Pattern WORD = Pattern.compile(" ?\\p{L}+");

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

  /**
   * Writes all of a checkpoint but its weights, for a model that is to be trained: tiles of 112
   * pixels, no more than five million parameters.
   *
   * @param texts each of whose words becomes one token
   * @param numbers each of which becomes one token: two digits, or three the last of which is 0
   * @throws UserError when the directory cannot be written
   */
  public static void describe(Path directory, Collection<String> texts, List<String> numbers) {
    Set<String> inText = new TreeSet<>();
    Set<String> atStart = new TreeSet<>();
    for (String text : texts) {
      WORD.matcher(text)
          .results()
          .map(MatchResult::group)
          .forEach(word -> (word.startsWith(" ") ? inText : atStart).add(word.strip()));
    }
    TinyVocabulary vocabulary =
        new TinyVocabulary(List.copyOf(inText), List.copyOf(atStart), numbers);
    VisionConfig vision = new VisionConfig(112, 14, 128, 4, 4, 384, false, EPSILON);
    TextConfig text =
        new TextConfig(128, 4, 4, 4, 32, 352, vocabulary.size(), EPSILON, 10_000, 1024);
    try {
      Files.createDirectories(directory);
      new TinyFiles(directory, vocabulary).write(new ModelConfig(vision, text), false);
    } catch (IOException e) {
      throw new UserError(
          "a model cannot be described in " + directory, "give another directory", e);
    }
  }

  private static ModelConfig config(TinyVocabulary vocabulary, boolean large) {
    VisionConfig vision = new VisionConfig(112, 14, 64, 2, 4, 128, large, EPSILON);
    TextConfig text =
        new TextConfig(128, 3, 8, 2, 16, 256, vocabulary.size(), EPSILON, 1_000_000, 4096);
    return new ModelConfig(vision, text);
  }
}
