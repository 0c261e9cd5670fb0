package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.RotaryConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * All of a checkpoint but its weights, for a model of about two million parameters that is to be
 * trained on texts of few words.
 */
public final class UntrainedModel {

  /** Side of a tile in pixels. */
  public static final int TILE_SIZE = 112;

  /** Visual tokens of a tile. */
  public static final int TOKENS_PER_TILE = 16;

  /** As byte-level tokenizers cut words: with the space before them. */
  private static final Pattern WORD = Pattern.compile(" ?\\p{L}+");

  private static final double EPSILON = 1e-6;

  private UntrainedModel() {}

  /**
   * Writes configuration and tokenizer.
   *
   * @param texts each of whose words becomes one token
   * @param numbers each of which becomes one token: two digits, or three the last of which is 0
   * @throws io.framewise.contract.UserError when the directory cannot be written
   */
  public static void write(Path directory, Collection<String> texts, List<String> numbers) {
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
    new TinyFiles(directory, vocabulary).describe(config(vocabulary), TinyVariant.SMALL);
  }

  private static ModelConfig config(TinyVocabulary vocabulary) {
    RotaryConfig rotary = new RotaryConfig(10_000, 1024, 1);
    return new ModelConfig(
        new VisionConfig(TILE_SIZE, 14, 128, 4, 4, 4, 384, false, EPSILON),
        new TextConfig(128, 4, 4, 4, 32, 352, vocabulary.size(), EPSILON, rotary, false, true));
  }
}
