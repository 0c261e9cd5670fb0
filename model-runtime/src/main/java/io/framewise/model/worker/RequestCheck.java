package io.framewise.model.worker;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Question;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses requests that no model could answer, before any pixel is fetched for them. */
final class RequestCheck {

  private static final String CATEGORY = "bad-request";
  private static final String PLACEHOLDER = "<image>";

  private final Set<String> framesTopics;
  private final int tokensPerTile;
  private final int contextLength;
  private final int deliveries;

  /**
   * For one model.
   *
   * @param deliveries how often a request is handed out at most
   */
  RequestCheck(Topics topics, int tokensPerTile, int contextLength, int deliveries) {
    this.framesTopics =
        topics.referencedFrames().stream().map(Topic::name).collect(Collectors.toSet());
    this.tokensPerTile = tokensPerTile;
    this.contextLength = contextLength;
    this.deliveries = deliveries;
  }

  /** Whether a request is not handed out again, whatever becomes of it. */
  boolean isLast(Delivery delivery) {
    return delivery.attempt() >= deliveries;
  }

  /** Throws a {@link Refusal} when the request makes no sense, or has been tried often enough. */
  void check(Job job) {
    check(job.request());
    if (isLast(job.delivery())) {
      throw new Refusal(
          "gave-up", "handed out " + (job.delivery().attempt() - 1) + " times, never to an end");
    }
  }

  private void check(InferenceRequest request) {
    require(!request.getQuestions().isEmpty(), "there are no questions");
    require(request.getMaxNewTokens() >= 0, "an answer may have no token");
    long tokens = (long) request.getFrames().size() * tokensPerTile;
    require(
        tokens < contextLength,
        request.getFrames().size()
            + " frames take "
            + tokens
            + " tokens, the model reads "
            + contextLength);
    require(
        request.getPrompt().isEmpty()
            ? request.getDomain() != null
            : placeholders(request.getPrompt()) == request.getFrames().size(),
        "it names no domain, or its prompt does not have one " + PLACEHOLDER + " a frame");
    for (FrameRef frame : request.getFrames()) {
      require(framesTopics.contains(frame.getTopic()), "a frame lies outside the frames topics");
    }
    for (Question question : request.getQuestions()) {
      require(
          question.getMaxNewTokens() >= 0,
          "the answer to question " + question.getId() + " may have no token");
      require(
          question.getAnswerType() != AnswerType.CHOICE || !question.getChoices().isEmpty(),
          "question " + question.getId() + " has no choices");
      require(
          question.getAnswerType() != AnswerType.JSON || question.getJsonSchema() != null,
          "question " + question.getId() + " has no schema");
    }
  }

  private static int placeholders(String prompt) {
    int count = 0;
    int at = prompt.indexOf(PLACEHOLDER);
    while (at >= 0) {
      count++;
      at = prompt.indexOf(PLACEHOLDER, at + PLACEHOLDER.length());
    }
    return count;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new Refusal(CATEGORY, message);
    }
  }
}
