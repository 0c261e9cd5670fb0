package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.engine.Piece.Token;
import java.util.List;

/** Tokens with their probabilities. */
final class Tokens {

  /** JSON has no infinity; so little is what OpenAI says instead. */
  private static final double LEAST = -9999;

  private Tokens() {}

  /** Writes what is told of some tokens into a choice. */
  static void put(ObjectNode choice, List<Token> tokens) {
    ArrayNode content = choice.putObject("logprobs").putArray("content");
    for (Token token : tokens) {
      ObjectNode entry = content.addObject();
      put(entry, token);
      ArrayNode others = entry.putArray("top_logprobs");
      token.best().forEach(other -> put(others.addObject(), other));
    }
  }

  private static void put(ObjectNode entry, Token token) {
    double logProbability = token.logProbability().orElse(LEAST);
    entry.put("token", token.text()).put("logprob", Math.max(LEAST, logProbability));
    ArrayNode values = entry.putArray("bytes");
    token.bytes().forEach(value -> values.add(value & 0xFF));
  }
}
