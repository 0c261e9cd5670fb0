package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What each part of one answer begins with.
 *
 * @param id of the answer
 * @param created in seconds since 1970
 * @param model name of the model
 * @param fingerprint of its weights
 */
public record Heading(String id, long created, String model, String fingerprint) {

  ObjectNode json(String object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", fingerprint);
  }
}
