package io.framewise.model.generate;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.checkpoint.RotaryConfig;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Tokens;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An InternVL checkpoint in this process. Greedy: the same look gives the same answers, whatever
 * runs beside it.
 *
 * <p>Not safe for use by several threads.
 */
public final class InternVlEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(InternVlEngine.class);

  /** As many as a caller may want that asks several looks at once. */
  private static final int MANY = 64;

  private final ModelInfo info;
  private final Optional<KnownQuestions> known;
  private final EngineParts parts;
  private final RowCache cache;
  private final LookEngine looks;

  private InternVlEngine(
      Checkpoint checkpoint, EngineParts parts, RowCache cache, EngineLimits limits) {
    this.info = ModelInfo.newBuilder(checkpoint.info()).setForms(parts.model().forms()).build();
    this.known = KnownQuestions.of(checkpoint.directory());
    this.parts = parts;
    this.cache = cache;
    looks = new LookEngine(parts, limits);
  }

  private static InternVlEngine of(
      Checkpoint checkpoint, InternVl model, Tokens tokens, EngineSettings settings, int rows) {
    PromptFormat format =
        new PromptFormat(tokens, settings.systemMessage(), model.config().tokensPerTile());
    RowCache cache = new RowCache(settings.pictureCacheBytes(), model.newStep());
    VisionPass vision = new VisionPass(model, settings.tilesAtOnce(), cache);
    int contextLength = contextLength(checkpoint, settings);
    EngineParts parts = new EngineParts(model, tokens, format, vision, contextLength);
    EngineLimits limits = EngineLimits.of(settings, rows, contextLength);
    return new InternVlEngine(checkpoint, parts, cache, limits);
  }

  /** Loads a checkpoint for many looks side by side; see the other. */
  public static InternVlEngine open(Path directory, EngineSettings settings) {
    return open(directory, settings, MANY);
  }

  /**
   * Loads a checkpoint.
   *
   * @param rows most looks that run side by side
   * @throws UserError when the directory is not a usable checkpoint, or the settings do not fit it
   */
  public static InternVlEngine open(Path directory, EngineSettings settings, int rows) {
    long start = System.nanoTime();
    Checkpoint checkpoint = Checkpoint.open(directory);
    Tokens tokens = Tokens.open(directory);
    try {
      tokens.checkFit(checkpoint.config().text().vocabulary());
      contextLength(checkpoint, settings);
      InternVl model = InternVl.load(checkpoint, settings.compute());
      long nanos = System.nanoTime() - start;
      LOG.info(
          "model {} ({}) loaded in {} ms ({}), {}",
          checkpoint.info().getName(),
          checkpoint.info().getDigest(),
          nanos / 1_000_000,
          model.checkTime().told(nanos),
          String.join(", ", model.forms()));
      return of(checkpoint, model, tokens, settings, rows);
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  /** The length that the checkpoint was trained on unless the settings say another. */
  private static int contextLength(Checkpoint checkpoint, EngineSettings settings) {
    RotaryConfig rotary = checkpoint.config().text().rotary();
    if (settings.contextLength() > rotary.longest()) {
      throw new UserError(
          "engine.context-length is "
              + settings.contextLength()
              + ", model "
              + checkpoint.info().getName()
              + " takes at most "
              + rotary.longest(),
          "lower engine.context-length, or set 0 for the model's own length");
    }
    return settings.contextLength() == 0 ? rotary.maxPositions() : settings.contextLength();
  }

  @Override
  public ModelInfo model() {
    return info;
  }

  @Override
  public Optional<KnownQuestions> knownQuestions() {
    return known;
  }

  @Override
  public int tileSize() {
    return parts.model().config().vision().imageSize();
  }

  @Override
  public int tokensPerTile() {
    return parts.model().config().tokensPerTile();
  }

  @Override
  public int contextLength() {
    return parts.contextLength();
  }

  @Override
  public void submit(Look look, Priority lane, LookWatch watch) {
    looks.submit(look, lane, watch);
  }

  @Override
  public void converse(Dialogue dialogue, Priority lane, DialogueWatch watch) {
    looks.converse(dialogue, lane, watch);
  }

  @Override
  public boolean step() {
    return looks.step();
  }

  @Override
  public EngineTimes times() {
    return looks.times();
  }

  /** What it works with, for conversations. */
  public EngineParts parts() {
    return parts;
  }

  @Override
  public PictureCache pictures() {
    return cache;
  }

  @Override
  public void close() {
    looks.close();
    cache.close();
    parts.model().close();
    parts.tokens().close();
  }
}
