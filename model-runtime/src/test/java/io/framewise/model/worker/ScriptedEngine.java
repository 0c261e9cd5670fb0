package io.framewise.model.worker;

import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.BatchResult.LookTimes;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.PictureCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Stands in for a model where a test needs one that is slow, refuses or breaks on demand. */
final class ScriptedEngine implements Engine {

  /** Most looks that it answers in one go. */
  static final int MOST = 4;

  static final int TILE_SIZE = 28;
  static final int TOKENS_PER_TILE = 4;
  static final int CONTEXT_LENGTH = 40;

  private final Consumer<List<Look>> before;
  private PictureCache pictures = PictureCache.NONE;
  private Optional<KnownQuestions> known = Optional.empty();
  private final List<Asked> waiting = new ArrayList<>();
  private final List<List<Look>> batches = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** An engine that answers at once. */
  ScriptedEngine() {
    this(looks -> {});
  }

  /** An engine that runs {@code before} ahead of every batch; what it throws the engine throws. */
  ScriptedEngine(Consumer<List<Look>> before) {
    this.before = before;
  }

  /** The same engine, whose checkpoint lists its questions. */
  ScriptedEngine knowing(KnownQuestions questions) {
    known = Optional.of(questions);
    return this;
  }

  /** The same engine with a cache of pictures. */
  ScriptedEngine keeping(PictureCache cache) {
    pictures = cache;
    return this;
  }

  @Override
  public PictureCache pictures() {
    return pictures;
  }

  @Override
  public Optional<KnownQuestions> knownQuestions() {
    return known;
  }

  /** The batches that were asked, in order, broken ones too. */
  List<List<Look>> batches() {
    return batches;
  }

  /** The threads that called. */
  List<Thread> threads() {
    return threads;
  }

  /** The texts of the first questions of a batch. */
  static List<String> texts(List<Look> looks) {
    return looks.stream().map(look -> look.questions().get(0).text()).toList();
  }

  private record Asked(Look look, Priority lane, LookWatch watch) {}

  @Override
  public void submit(Look look, Priority lane, LookWatch watch) {
    waiting.add(new Asked(look, lane, watch));
  }

  /** Answers the first of what waits, live ones before the others, all in one go. */
  @Override
  public void converse(Dialogue dialogue, Priority lane, DialogueWatch watch) {
    throw new UnsupportedOperationException("nobody asks it here");
  }

  @Override
  public boolean step() {
    List<Asked> due = new ArrayList<>();
    for (Priority lane : List.of(Priority.LIVE, Priority.ROUTINE)) {
      waiting.stream().filter(asked -> asked.lane() == lane).forEach(due::add);
    }
    List<Asked> batch = new ArrayList<>();
    for (Asked asked : due.subList(0, Math.min(MOST, due.size()))) {
      waiting.remove(asked);
      if (asked.watch().wanted()) {
        asked.watch().begun();
        batch.add(asked);
      } else {
        end(asked, new LookEnd.Unwanted());
      }
    }
    if (!batch.isEmpty()) {
      run(batch);
    }
    return !due.isEmpty();
  }

  private void run(List<Asked> asked) {
    List<Look> looks = asked.stream().map(Asked::look).toList();
    batches.add(looks);
    threads.add(Thread.currentThread());
    try {
      before.accept(looks);
    } catch (LookRefusedException e) {
      List<Asked> rest = new ArrayList<>(asked);
      end(rest.remove(e.index()), new LookEnd.Failed(e));
      if (!rest.isEmpty()) {
        run(rest);
      }
      return;
    } catch (RuntimeException | OutOfMemoryError e) {
      if (asked.size() == 1) {
        end(asked.get(0), new LookEnd.Failed(e));
      } else {
        asked.forEach(one -> run(List.of(one)));
      }
      return;
    }
    for (Asked one : asked) {
      end(one, new LookEnd.Answered(answer(one.look())));
    }
  }

  private static void end(Asked asked, LookEnd end) {
    asked.look().close();
    asked.watch().ended(end);
  }

  @Override
  public EngineTimes times() {
    return EngineTimes.NONE;
  }

  private static LookResult answer(Look look) {
    List<AskResult> answers = look.questions().stream().map(ScriptedEngine::answer).toList();
    int imageTokens =
        look.pictures().stream().mapToInt(picture -> picture.tiles() * TOKENS_PER_TILE).sum();
    return new LookResult(
        answers, imageTokens + 10, imageTokens, cached(look), 0, new LookTimes(3, 2, 1, 1));
  }

  private static int cached(Look look) {
    return (int) look.pictures().stream().filter(CachedPicture.class::isInstance).count();
  }

  private static AskResult answer(Look.Ask ask) {
    return ask.allowedAnswers().isEmpty()
        ? new AskResult(
            ask.questionId(), "re: " + ask.text(), OptionalDouble.empty(), 5, FinishReason.STOP)
        : new AskResult(
            ask.questionId(),
            ask.allowedAnswers().get(0),
            OptionalDouble.of(0.75),
            0,
            FinishReason.SCORED);
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("scripted", "0123456789abcdef", List.of());
  }

  @Override
  public int tileSize() {
    return TILE_SIZE;
  }

  @Override
  public int tokensPerTile() {
    return TOKENS_PER_TILE;
  }

  @Override
  public int contextLength() {
    return CONTEXT_LENGTH;
  }

  @Override
  public void close() {
    threads.add(Thread.currentThread());
  }
}
