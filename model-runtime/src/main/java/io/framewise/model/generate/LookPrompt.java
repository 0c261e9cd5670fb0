package io.framewise.model.generate;

import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tokens of one look or dialogue in the order in which they go through the model: what all its
 * questions share, then the questions; and where it is cut. The places of the cuts depend on
 * nothing else, so that the same numbers come of it whatever runs beside it.
 */
final class LookPrompt {

  private final PromptText text;
  private final int cut;
  private final long[] beginning;
  private final List<PlacedToken> tokens = new ArrayList<>();

  /** Before each token of the beginning, how many tokens stand for pixels. */
  private final int[] visualBefore;

  private final List<QuestionRun> questions = new ArrayList<>();

  /** The questions by the place of their last token. */
  private final TreeMap<Integer, QuestionRun> ends = new TreeMap<>();

  private final int[] pictureStarts;
  private final int[] pictureLengths;
  private final Optional<Beginning> shared;

  /**
   * Of a text.
   *
   * @param pictures the pictures that it shows, in order
   * @param answers makes what follows its branches
   * @param cut most tokens that go through at a time
   */
  LookPrompt(
      PromptText text,
      List<? extends Picture> pictures,
      AnswerMaker answers,
      EngineParts parts,
      int cut) {
    this.text = text;
    this.cut = cut;
    beginning = text.beginning();
    long pictureId = parts.tokens().control(Tokens.VISUAL);
    visualBefore = new int[beginning.length + 1];
    for (int i = 0; i < beginning.length; i++) {
      boolean visual = beginning[i] == pictureId;
      visualBefore[i + 1] = visualBefore[i] + (visual ? 1 : 0);
      long id = visual ? PlacedToken.VISUAL : beginning[i];
      tokens.add(new PlacedToken(id, i, 0, 0, text.longest()));
    }
    pictureLengths =
        pictures.stream()
            .mapToInt(picture -> picture.tiles() * parts.model().config().tokensPerTile())
            .toArray();
    pictureStarts = starts();
    shared = shared(pictures, parts.model().config().text());
    for (int i = 0; i < text.branches().size(); i++) {
      add(i, answers);
    }
  }

  private int[] starts() {
    int[] starts = new int[pictureLengths.length];
    int at = 0;
    for (int i = 0; i < starts.length; i++) {
      while (visualBefore[at + 1] == visualBefore[at]) {
        at++;
      }
      starts[i] = at;
      // Between the tiles of one picture there may be none that is not visual.
      int end = visualBefore[at] + pictureLengths[i];
      while (visualBefore[at] < end) {
        at++;
      }
    }
    return starts;
  }

  private Optional<Beginning> shared(List<? extends Picture> pictures, TextConfig config) {
    List<PictureKey> keys = new ArrayList<>();
    for (Picture picture : pictures) {
      Optional<PictureKey> key =
          picture instanceof CachedPicture held
              ? Optional.of(held.key())
              : ((PictureTiles) picture).key();
      if (key.isEmpty()) {
        return Optional.empty();
      }
      keys.add(key.get());
    }
    double base = config.rotary().base(text.longest(), config.headDim());
    return Optional.of(new Beginning(beginning, keys, pictureStarts, base));
  }

  private void add(int number, AnswerMaker answers) {
    long[] ids = text.branches().get(number);
    int start = beginning.length;
    int branch = number + 1;
    for (int i = 0; i < ids.length; i++) {
      tokens.add(new PlacedToken(ids[i], start + (long) i, branch, 0, start + (long) ids.length));
    }
    QuestionRun run = answers.answer(number, branch, start + ids.length);
    questions.add(run);
    ends.put(tokens.size() - 1, run);
  }

  /** Tokens of beginning and questions. */
  int length() {
    return tokens.size();
  }

  /** Tokens that all questions share. */
  int beginningLength() {
    return beginning.length;
  }

  int imageTokens() {
    return text.imageTokens();
  }

  Optional<Beginning> beginning() {
    return shared;
  }

  /** Where the part that begins at a token ends. */
  int cut(int from) {
    int origin = from < beginning.length ? 0 : beginning.length;
    int end = from < beginning.length ? beginning.length : tokens.size();
    return Math.min(end, origin + ((from - origin) / cut + 1) * cut);
  }

  List<PlacedToken> tokens(int from, int to) {
    return tokens.subList(from, to);
  }

  /** Last tokens of questions from one place to another. */
  List<Integer> ends(int from, int to) {
    return List.copyOf(ends.subMap(from, to).keySet());
  }

  /** The question whose last token stands at a place. */
  QuestionRun question(int end) {
    return ends.get(end);
  }

  List<QuestionRun> questions() {
    return questions;
  }

  /** Tokens of all answers that go on. */
  List<PlacedToken> answering() {
    return questions.stream().flatMap(question -> question.next().stream()).toList();
  }

  /** Tokens before a place that stand for pixels. */
  int visualTokens(int place) {
    return visualBefore[Math.min(place, beginning.length)];
  }

  /** Pictures all of whose tokens come before a place. */
  int picturesWithin(int place) {
    int within = 0;
    while (within < pictureStarts.length
        && pictureStarts[within] + pictureLengths[within] <= place) {
      within++;
    }
    return within;
  }

  /** Where a picture's tokens begin; of the one after the last, the end of the beginning. */
  int firstOf(int picture) {
    return picture < pictureStarts.length ? pictureStarts[picture] : beginning.length;
  }

  /** Slots of the cache that prompt and answers need together. */
  int slots() {
    return tokens.size() + questions.stream().mapToInt(QuestionRun::slots).sum();
  }
}
