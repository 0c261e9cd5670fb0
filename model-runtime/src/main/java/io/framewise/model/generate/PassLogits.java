package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.internvl.InternVl;
import java.util.Arrays;
import java.util.stream.LongStream;

/** What the model says after the tokens of one pass that were asked for. Valid during the pass. */
final class PassLogits {

  private final InternVl model;
  private final PtNDManager step;
  private final NDArray logits;
  private final boolean[] finite;
  private final long[] likeliest;

  /** Of logits [rows, vocabulary], which belong to {@code step}. */
  PassLogits(InternVl model, PtNDManager step, NDArray logits) {
    this.model = model;
    this.step = step;
    this.logits = logits;
    finite = model.finite(step, logits);
    likeliest = logits.argMax(1).toLongArray();
  }

  /** Fails unless some rows that follow each other hold numbers only. */
  void check(int first, int count) {
    for (int row = first; row < first + count; row++) {
      if (!finite[row]) {
        throw new BrokenLogitsException(0);
      }
    }
  }

  /** One row. */
  LogitsRow row(int row) {
    return new LogitsRow(logits, row, likeliest[row]);
  }

  /** The log probability of each token in its row. */
  float[] scores(long[] rows, long[] tokens) {
    long[] asked = LongStream.of(rows).distinct().sorted().toArray();
    long[] at = LongStream.of(rows).map(row -> Arrays.binarySearch(asked, row)).toArray();
    return model.tokenScores(step, logits, asked, at, tokens);
  }
}
