package io.framewise.model.internvl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.CheckpointFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tokens that a tokenizer looks for in a text before it splits it: {@code <|im_end|>} and the
 * like. A text in which somebody wrote one is cut inside it, so that it stays text. All but the
 * marks of things and places, {@code <ref>} and {@code <box>}: questions and answers about places
 * are written with them, and they cannot end a turn or stand for pixels.
 */
final class AddedTokens {

  static final Set<String> MARKS =
      Set.of("<ref>", "</ref>", "<box>", "</box>", "<quad>", "</quad>");

  private final Map<String, Long> ids;

  private AddedTokens(Map<String, Long> ids) {
    this.ids = ids;
  }

  /** Reads them from the text of a tokenizer.json. */
  static AddedTokens read(byte[] json) {
    Map<String, Long> ids = new HashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    try (JsonParser parser = mapper.createParser(json)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (key.equals("added_tokens") && value == JsonToken.START_ARRAY) {
          JsonNode tokens = parser.readValueAsTree();
          tokens.forEach(token -> ids.put(token.path("content").asText(), id(token)));
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UserError("tokenizer.json cannot be read as JSON", CheckpointFile.COPY_AGAIN, e);
    }
    return new AddedTokens(ids);
  }

  private static long id(JsonNode token) {
    JsonNode id = token.path("id");
    if (!token.path("content").isTextual() || !id.canConvertToInt() || !id.isIntegralNumber()) {
      throw new UserError(
          "tokenizer.json: added_tokens has "
              + token
              + ", wanted are a content that is a text and an id that is a whole number",
          CheckpointFile.COPY_AGAIN);
    }
    return id.asLong();
  }

  /** Id by content. */
  Map<String, Long> ids() {
    return ids;
  }

  /** Id by content, null when there is no such token. */
  Long id(String content) {
    return ids.get(content);
  }

  /** The pieces of a text, whose only added tokens are marks; together they are the text. */
  List<String> cut(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    OptionalInt next = first(text, start);
    while (next.isPresent()) {
      pieces.add(text.substring(start, next.getAsInt() + 1));
      start = next.getAsInt() + 1;
      next = first(text, start);
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private OptionalInt first(String text, int from) {
    return ids.keySet().stream()
        .filter(content -> content.length() > 1 && !MARKS.contains(content))
        .mapToInt(content -> text.indexOf(content, from))
        .filter(at -> at >= 0)
        .min();
  }
}
