package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.model.engine.DialogueEnd.Use;

/** What an answer took. */
final class Usage {

  private Usage() {}

  static void put(ObjectNode body, Use use) {
    ObjectNode usage =
        body.putObject("usage")
            .put("prompt_tokens", use.promptTokens())
            .put("completion_tokens", use.answerTokens())
            .put("total_tokens", use.promptTokens() + use.answerTokens());
    usage
        .putObject("prompt_tokens_details")
        .put("cached_tokens", use.reusedTokens())
        .put("image_tokens", use.imageTokens());
  }
}
