package io.framewise.model.generate;

import io.framewise.model.engine.BatchResult.AskResult;
import java.util.List;

/** One question on its way to an answer. */
interface QuestionRun {

  /** Slots of the cache that it needs besides those of its question. */
  int slots();

  /** Tokens that it takes through the model next; none once its answer has ended. */
  List<PlacedToken> next();

  /**
   * Goes on from what the model says after its tokens: first after the end of the question, then
   * after each token of {@link #next()}.
   *
   * @param first its first row
   * @throws BrokenLogitsException when no answer can be made of it
   */
  void take(PassLogits logits, int first);

  /** The answer, once it has ended. */
  AskResult result();
}
