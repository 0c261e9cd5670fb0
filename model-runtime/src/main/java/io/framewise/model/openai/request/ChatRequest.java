package io.framewise.model.openai.request;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to {@code /v1/chat/completions}.
 *
 * @param model its name; empty where the request does not say
 * @param messages the conversation so far
 * @param answers how many are wanted
 * @param maxTokens an answer's limit; empty where the request does not say
 * @param choice how tokens are chosen
 * @param shape what the answers are to be
 * @param telling how they are told
 */
public record ChatRequest(
    Optional<String> model,
    List<Message> messages,
    int answers,
    OptionalInt maxTokens,
    Choice choice,
    AnswerShape shape,
    Telling telling) {

  /**
   * How tokens are chosen.
   *
   * @param temperature 0 takes the likeliest token each time
   * @param topK of the drawn, only this many likeliest; 0: all
   * @param topP of the drawn, only the likeliest that together have this probability
   * @param repetitionPenalty above 1 makes tokens less likely that were there already
   * @param seed the same seed draws the same tokens; empty for any
   * @param stopWords an answer ends before each of these
   */
  public record Choice(
      double temperature,
      int topK,
      double topP,
      double repetitionPenalty,
      Optional<Long> seed,
      List<String> stopWords) {}

  /**
   * How answers are told.
   *
   * @param stream piece by piece
   * @param usage whether a stream ends with what it took
   * @param logProbabilities whether tokens are told with their probabilities
   * @param likeliest how many others are told with each token
   */
  public record Telling(boolean stream, boolean usage, boolean logProbabilities, int likeliest) {}
}
