package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.engine.DialogueEnd.Answer;
import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.Piece.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A whole answer: the body of a response that is no stream. */
public final class Completion {

  private final Heading heading;
  private final boolean logProbabilities;
  private final List<List<Token>> tokens;

  /**
   * The body of so many answers.
   *
   * @param logProbabilities whether tokens are told with their probabilities
   */
  public Completion(Heading heading, int answers, boolean logProbabilities) {
    this.heading = heading;
    this.logProbabilities = logProbabilities;
    tokens = IntStream.range(0, answers).<List<Token>>mapToObj(i -> new ArrayList<>()).toList();
  }

  /** Takes tokens of one answer. */
  public void add(int answer, List<Token> some) {
    if (logProbabilities) {
      tokens.get(answer).addAll(some);
    }
  }

  /** The body once the answers have ended, the likeliest first. */
  public String json(Answered answered) {
    ObjectNode body = heading.json("chat.completion");
    ArrayNode choices = body.putArray("choices");
    List<Answer> answers = answered.answers();
    IntStream.range(0, answers.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -mean(answers.get(i))))
        .forEach(i -> put(choices, answers.get(i), tokens.get(i)));
    Usage.put(body, answered.use());
    return body.toString();
  }

  private static double mean(Answer answer) {
    return answer.meanLogProbability().orElse(0);
  }

  private void put(ArrayNode choices, Answer answer, List<Token> itsTokens) {
    ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", answer.text())
        .putNull("refusal");
    if (logProbabilities) {
      Tokens.put(choice, itsTokens);
    } else {
      choice.putNull("logprobs");
    }
    choice.put("finish_reason", reason(answer));
  }

  static String reason(Answer answer) {
    return answer.cut() ? "length" : "stop";
  }
}
