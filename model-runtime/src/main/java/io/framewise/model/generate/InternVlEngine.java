package io.framewise.model.generate;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.model.checkpoint.RotaryConfig;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An InternVL checkpoint in this process. Greedy: the same batch gives the same answers.
 *
 * <p>Not safe for use by several threads.
 */
public final class InternVlEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(InternVlEngine.class);

  private final ModelInfo info;
  private final Optional<KnownQuestions> known;
  private final InternVl model;
  private final Tokens tokens;
  private final PromptFormat format;
  private final RowCache cache;
  private final VisionPass vision;
  private final int contextLength;

  private InternVlEngine(
      Checkpoint checkpoint,
      InternVl model,
      Tokens tokens,
      EngineSettings settings,
      int contextLength) {
    this.info = ModelInfo.newBuilder(checkpoint.info()).setForms(model.forms()).build();
    this.known = KnownQuestions.of(checkpoint.directory());
    this.model = model;
    this.tokens = tokens;
    format = new PromptFormat(tokens, settings.systemMessage(), model.config().tokensPerTile());
    cache = new RowCache(settings.pictureCacheBytes(), model.newStep());
    vision = new VisionPass(model, settings.tilesAtOnce(), cache);
    this.contextLength = contextLength;
  }

  /**
   * Loads a checkpoint.
   *
   * @throws UserError when the directory is not a usable checkpoint, or the settings do not fit it
   */
  public static InternVlEngine open(Path directory, EngineSettings settings) {
    long start = System.nanoTime();
    Checkpoint checkpoint = Checkpoint.open(directory);
    Tokens tokens = Tokens.open(directory);
    try {
      tokens.checkFit(checkpoint.config().text().vocabulary());
      int contextLength = contextLength(checkpoint, settings);
      InternVl model = InternVl.load(checkpoint, settings.compute());
      long nanos = System.nanoTime() - start;
      LOG.info(
          "model {} ({}) loaded in {} ms ({}), {}",
          checkpoint.info().getName(),
          checkpoint.info().getDigest(),
          nanos / 1_000_000,
          model.checkTime().told(nanos),
          String.join(", ", model.forms()));
      return new InternVlEngine(checkpoint, model, tokens, settings, contextLength);
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
    return model.config().vision().imageSize();
  }

  @Override
  public int tokensPerTile() {
    return model.config().tokensPerTile();
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public BatchResult answer(List<Look> looks) {
    model.useThisThread();
    List<TokenizedLook> tokenized = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      tokenized.add(tokenized(i, looks.get(i)));
    }
    return new BatchRun(model, tokens, vision, tokenized).run();
  }

  private TokenizedLook tokenized(int index, Look look) {
    try {
      look.pictures().forEach(vision::check);
      return TokenizedLook.of(look, format, contextLength);
    } catch (IllegalArgumentException e) {
      throw new LookRefusedException(index, e.getMessage());
    }
  }

  /** What it works with, for conversations. */
  public EngineParts parts() {
    return new EngineParts(model, tokens, format, vision, contextLength);
  }

  @Override
  public PictureCache pictures() {
    return cache;
  }

  @Override
  public void close() {
    cache.close();
    model.close();
    tokens.close();
  }
}
