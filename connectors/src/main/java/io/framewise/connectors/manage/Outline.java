package io.framewise.connectors.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.avro.SourceDefinition;

/**
 * What a definition is about, even one whose settings this version does not understand.
 *
 * @param kind which kind of source it is; may be empty
 * @param where its address, path or display; may be empty
 */
record Outline(String kind, String where) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Outline of(SourceDefinition definition) {
    JsonNode tree = tree(definition);
    String kind = tree.path("kind").asText();
    String address = tree.path("address").asText();
    String local = tree.path(kind.equalsIgnoreCase("screen") ? "display" : "path").asText();
    String where = address.isEmpty() ? local : address;
    return new Outline(kind, where.isEmpty() ? tree.path("topic").asText() : where);
  }

  /** What follows a question mark may be a password, whatever the docs say. */
  private static String shown(String address) {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query) + "?...";
  }

  /** Its settings, fit to be shown; nothing where they are no JSON. */
  static JsonNode tree(SourceDefinition definition) {
    try {
      JsonNode tree = JSON.readTree(definition.getSettings());
      if (tree instanceof ObjectNode settings && settings.has("address")) {
        settings.put("address", shown(settings.get("address").asText()));
      }
      return tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
