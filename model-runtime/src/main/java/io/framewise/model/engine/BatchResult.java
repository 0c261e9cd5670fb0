package io.framewise.model.engine;

import io.framewise.contract.avro.FinishReason;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a batch came to.
 *
 * @param looks one result a look, in order
 * @param visionMs time in vision tower and projector, for the whole batch
 * @param prefillMs time in the language model over the prompts
 * @param decodeMs time in the language model token by token
 */
public record BatchResult(List<LookResult> looks, long visionMs, long prefillMs, long decodeMs) {

  /**
   * What one look came to.
   *
   * @param answers one a question, in order
   * @param promptTokens tokens of prompt and questions, image tokens included
   * @param imageTokens of these, tokens that stand for pixels
   * @param cachedPictures of its pictures, how many the vision tower did not see anew
   * @param reusedTokens of its prompt, tokens that need not be read, because they were still there
   * @param times where its time went
   */
  public record LookResult(
      List<AskResult> answers,
      int promptTokens,
      int imageTokens,
      int cachedPictures,
      int reusedTokens,
      LookTimes times) {}

  /**
   * Where the time of one look went, what others did in the same steps included.
   *
   * @param visionMs in steps of the vision tower that looked at its pictures
   * @param prefillMs in passes that read its prompt
   * @param decodeMs in passes that took its answers on
   * @param batchSize most looks in a pass that it took part in, itself included
   */
  public record LookTimes(long visionMs, long prefillMs, long decodeMs, int batchSize) {}

  /**
   * One answer.
   *
   * @param questionId its question
   * @param text the model's text, control tokens stripped; of scored answers the best
   * @param probability of scored answers: share of the best among the allowed ones, from the logits
   * @param generatedTokens tokens generated
   * @param finishReason why it ended
   */
  public record AskResult(
      String questionId,
      String text,
      OptionalDouble probability,
      int generatedTokens,
      FinishReason finishReason) {}
}
