package io.framewise.model.worker;

import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureCache;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Stands in for a model where a test needs one that is slow, refuses or breaks on demand. */
final class ScriptedEngine implements Engine {

  static final int TILE_SIZE = 28;
  static final int TOKENS_PER_TILE = 4;
  static final int CONTEXT_LENGTH = 40;

  private final Consumer<List<Look>> before;
  private PictureCache pictures = PictureCache.NONE;
  private Optional<KnownQuestions> known = Optional.empty();
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

  @Override
  public BatchResult answer(List<Look> looks) {
    batches.add(looks);
    threads.add(Thread.currentThread());
    before.accept(looks);
    return new BatchResult(looks.stream().map(ScriptedEngine::answer).toList(), 3, 2, 1);
  }

  private static LookResult answer(Look look) {
    List<AskResult> answers = look.questions().stream().map(ScriptedEngine::answer).toList();
    int imageTokens =
        look.pictures().stream().mapToInt(picture -> picture.tiles() * TOKENS_PER_TILE).sum();
    return new LookResult(answers, imageTokens + 10, imageTokens, cached(look));
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
