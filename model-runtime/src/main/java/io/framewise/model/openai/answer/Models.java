package io.framewise.model.openai.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one model that is served, as the list of models tells it.
 *
 * @param name what requests call it
 * @param created when it was loaded, in seconds since 1970
 * @param contextLength tokens of prompt and answer
 */
public record Models(String name, long created, int contextLength) {

  /** The list. */
  public String list() {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    list.putArray("data").add(entry());
    return list.toString();
  }

  /** The model alone. */
  public String one() {
    return entry().toString();
  }

  private ObjectNode entry() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", created)
        .put("owned_by", "framewise")
        .put("max_model_len", contextLength);
  }
}
