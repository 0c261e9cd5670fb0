package io.framewise.standalone.chaos;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureTiles;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * A model that takes the same time for every batch and says what can be checked: whether the first
 * picture is bright, and how many pictures there are.
 */
final class SteadyEngine implements Engine {

  private static final int TILE_SIZE = 28;
  private static final int TOKENS_PER_TILE = 4;
  private static final int CONTEXT_LENGTH = 4096;

  private final Duration pace;

  /** An engine that takes {@code pace} for a batch. */
  SteadyEngine(Duration pace) {
    this.pace = pace;
  }

  /** What it says of frames that {@link FrameSender} sent. */
  static String answer(AnswerType type, List<String> frameIds) {
    return type == AnswerType.YES_NO
        ? (FrameSender.isBright(frameIds.get(0)) ? "yes" : "no")
        : Integer.toString(frameIds.size());
  }

  @Override
  public BatchResult answer(List<Look> looks) {
    long end = System.nanoTime() + pace.toNanos();
    for (long left = pace.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return new BatchResult(looks.stream().map(SteadyEngine::result).toList(), 0, 0, 0);
  }

  private static LookResult result(Look look) {
    boolean bright = ((PictureTiles) look.pictures().get(0)).values()[0] > 0;
    List<AskResult> answers =
        look.questions().stream()
            .map(
                ask ->
                    ask.allowedAnswers().isEmpty()
                        ? result(ask, Integer.toString(look.pictures().size()))
                        : result(ask, bright ? "yes" : "no"))
            .toList();
    return new LookResult(answers, 1, look.pictures().size() * TOKENS_PER_TILE, 0);
  }

  private static AskResult result(Look.Ask ask, String text) {
    return new AskResult(ask.questionId(), text, OptionalDouble.empty(), 1, FinishReason.STOP);
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("steady", "0123456789abcdef", List.of());
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
    // It holds nothing.
  }
}
