package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.Picture;
import io.framewise.model.schedule.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look from its pictures to its answers, a step at a time. Its prompt goes through the model
 * once; its questions follow beside each other and see the prompt but not one another.
 */
final class LookRun implements Demand {

  private final LookPrompt prompt;
  private final Priority lane;
  private final LookWatch watch;
  private final LookTime time = new LookTime();
  private List<? extends Picture> pictures;
  private TextSlots text;
  private int read;
  private boolean begun;

  /** Pictures that are before those that are seen; their tokens were taken over. */
  private int skipped;

  private Optional<Seeing> seeing = Optional.empty();
  private Optional<NDArray> visual = Optional.empty();
  private int cached;

  LookRun(LookPrompt prompt, List<? extends Picture> pictures, Priority lane, LookWatch watch) {
    this.prompt = prompt;
    this.pictures = pictures;
    this.lane = lane;
    this.watch = watch;
  }

  @Override
  public Priority lane() {
    return lane;
  }

  @Override
  public int tiles() {
    if (seeing.isPresent()) {
      return seeing.get().tilesLeft();
    }
    return visual.isPresent() || begun ? 0 : pictures.stream().mapToInt(Picture::tiles).sum();
  }

  @Override
  public int prompt() {
    return prompt.length() - read;
  }

  /** Slots of the cache that it needs from its beginning to its end. */
  int slots() {
    return prompt.slots();
  }

  void placeAt(TextSlots slots) {
    text = slots;
  }

  TextSlots text() {
    return text;
  }

  /** What others may share, where every picture has a name. */
  Optional<Beginning> beginning() {
    return prompt.beginning();
  }

  LookWatch watch() {
    return watch;
  }

  LookTime time() {
    return time;
  }

  boolean begun() {
    return begun;
  }

  /** Takes over the first tokens of another text, which have been copied to its slots. */
  void takeOver(TextSlots other, int count) {
    text.copy(other, count);
    read = count;
    skipped = prompt.picturesWithin(count);
    time.reused(count);
  }

  /** From now on it runs. */
  void begin(VisionPass vision) {
    begun = true;
    seeing = Optional.of(vision.seeing(pictures.subList(skipped, pictures.size())));
    watch.begun();
  }

  /** Takes its next tiles through the vision tower. Returns how many. */
  int look() {
    return seeing.orElseThrow().look();
  }

  /** Once no tile is left: lets go of the pixels. */
  void endSeeing(PtNDManager owner) {
    try (Seeing done = seeing.orElseThrow()) {
      NDArray rows = done.rows();
      rows.attach(owner);
      visual = Optional.of(rows);
      cached = skipped + done.cached();
    }
    seeing = Optional.empty();
    close();
    watch.seen();
  }

  boolean sees() {
    return seeing.isPresent();
  }

  /** What goes through the language model next: a part of the prompt, or a token an answer. */
  List<PlacedToken> portion() {
    return read < prompt.length() ? prompt.tokens(read, prompt.cut(read)) : prompt.answering();
  }

  /** Visual rows of the next portion, [visual tokens, width]; none if it has none. */
  Optional<NDArray> visualRows(PtNDManager step) {
    if (read >= prompt.length() || visual.isEmpty()) {
      return Optional.empty();
    }
    int before = prompt.visualTokens(prompt.firstOf(skipped));
    int from = prompt.visualTokens(read) - before;
    int to = prompt.visualTokens(prompt.cut(read)) - before;
    if (from == to) {
      return Optional.empty();
    }
    NDArray rows = visual.get().get(new NDIndex(from + ":" + to));
    rows.attach(step);
    return Optional.of(rows);
  }

  /** Which tokens of the next portion the model is asked after. */
  List<Integer> wanted() {
    List<Integer> places = new ArrayList<>();
    if (read < prompt.length()) {
      for (int end : prompt.ends(read, prompt.cut(read))) {
        places.add(end - read);
      }
    } else {
      for (int i = 0; i < prompt.answering().size(); i++) {
        places.add(i);
      }
    }
    return places;
  }

  /**
   * The portion has gone through.
   *
   * @param logits after the tokens that were wanted
   * @param first the first row of them that is this look's
   * @throws BrokenLogitsException when no answer can be made of them
   */
  void take(Optional<PassLogits> logits, int first) {
    if (read < prompt.length()) {
      int until = prompt.cut(read);
      List<Integer> ends = prompt.ends(read, until);
      for (int i = 0; i < ends.size(); i++) {
        prompt.question(ends.get(i)).take(logits.orElseThrow(), first + i);
      }
      read = until;
      if (read == prompt.length()) {
        visual.ifPresent(NDArray::close);
        visual = Optional.empty();
      }
    } else {
      int row = first;
      for (QuestionRun question : prompt.questions()) {
        int rows = question.next().size();
        if (rows > 0) {
          question.take(logits.orElseThrow(), row);
        }
        row += rows;
      }
    }
  }

  /** Whether the tokens that all questions share have just been read. */
  boolean hasReadBeginning() {
    return read >= prompt.beginningLength();
  }

  /** Whether all its answers have ended. */
  boolean done() {
    return answering() && prompt.answering().isEmpty();
  }

  /** Its answers, once it is done. */
  LookEnd answered() {
    List<AskResult> answers = prompt.questions().stream().map(QuestionRun::result).toList();
    return new LookEnd.Answered(
        new LookResult(
            answers, prompt.length(), prompt.imageTokens(), cached, time.reused(), time.result()));
  }

  /** Lets go of everything, wherever it stands. */
  void abandon() {
    seeing.ifPresent(Seeing::close);
    seeing = Optional.empty();
    visual.ifPresent(NDArray::close);
    visual = Optional.empty();
    close();
  }

  private void close() {
    pictures.forEach(Picture::close);
    pictures = List.of();
  }
}
