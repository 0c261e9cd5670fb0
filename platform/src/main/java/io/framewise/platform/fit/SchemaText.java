package io.framewise.platform.fit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads the text of a schema. */
final class SchemaText {

  private static final int LONGEST = 256 * 1024;
  private static final int DEEPEST = 100;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SchemaText() {}

  static JsonNode read(String schema) {
    if (schema.length() > LONGEST) {
      throw new SchemaRefusedException(
          "", "it has more than " + LONGEST + " characters", "ask for less at once");
    }
    try {
      return JSON.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new SchemaRefusedException(
          "", "it cannot be read as JSON: " + e.getOriginalMessage(), "give a JSON schema");
    }
  }
}
