package io.framewise.standalone.chaos;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.BatchResult.LookTimes;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.EngineTimes;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.PictureTiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * A model that takes the same time for every step, in which it answers what is there, and says what
 * can be checked: whether the first picture is bright, and how many pictures there are.
 */
final class SteadyEngine implements Engine {

  private static final int TILE_SIZE = 28;
  private static final int TOKENS_PER_TILE = 4;
  private static final int CONTEXT_LENGTH = 4096;

  private final Duration pace;
  private final int rows;
  private final List<Asked> waiting = new ArrayList<>();

  /** An engine that takes {@code pace} for a step, in which it answers so many looks. */
  SteadyEngine(Duration pace, int rows) {
    this.pace = pace;
    this.rows = rows;
  }

  /** What it says of frames that {@link FrameSender} sent. */
  static String answer(AnswerType type, List<String> frameIds) {
    return type == AnswerType.YES_NO
        ? (FrameSender.isBright(frameIds.get(0)) ? "yes" : "no")
        : Integer.toString(frameIds.size());
  }

  private record Asked(Look look, Priority lane, LookWatch watch) {}

  @Override
  public void submit(Look look, Priority lane, LookWatch watch) {
    waiting.add(new Asked(look, lane, watch));
  }

  @Override
  public void converse(Dialogue dialogue, Priority lane, DialogueWatch watch) {
    throw new UnsupportedOperationException("nobody asks it here");
  }

  @Override
  public boolean step() {
    List<Asked> gone = waiting.stream().filter(asked -> !asked.watch().wanted()).toList();
    gone.forEach(asked -> end(asked, new LookEnd.Unwanted()));
    waiting.sort(Comparator.comparing(Asked::lane).reversed());
    List<Asked> batch = List.copyOf(waiting.subList(0, Math.min(rows, waiting.size())));
    if (!batch.isEmpty()) {
      batch.forEach(asked -> asked.watch().begun());
      work();
      batch.forEach(asked -> end(asked, new LookEnd.Answered(result(asked.look(), batch.size()))));
    }
    return !batch.isEmpty();
  }

  private void work() {
    long end = System.nanoTime() + pace.toNanos();
    for (long left = pace.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void end(Asked asked, LookEnd end) {
    waiting.remove(asked);
    asked.look().close();
    asked.watch().ended(end);
  }

  @Override
  public EngineTimes times() {
    return EngineTimes.NONE;
  }

  private static LookResult result(Look look, int beside) {
    boolean bright = ((PictureTiles) look.pictures().get(0)).values()[0] > 0;
    List<AskResult> answers =
        look.questions().stream()
            .map(
                ask ->
                    ask.allowedAnswers().isEmpty()
                        ? result(ask, Integer.toString(look.pictures().size()))
                        : result(ask, bright ? "yes" : "no"))
            .toList();
    return new LookResult(
        answers, 1, look.pictures().size() * TOKENS_PER_TILE, 0, 0, new LookTimes(0, 0, 0, beside));
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
