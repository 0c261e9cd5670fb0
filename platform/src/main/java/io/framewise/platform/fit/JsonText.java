package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Values as they are written in an answer. */
final class JsonText {

  private JsonText() {}

  static String of(JsonNode value) {
    return value.toString();
  }

  static String of(String text) {
    return TextNode.valueOf(text).toString();
  }
}
