package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.platform.fit.SchemaCheck;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers in the shape of a schema, to whatever is asked. */
@Timeout(180)
class SchemaAnswersTest {

  private static final int MANY = 100;

  private static final String SCHEMA =
      """
      {"type": "object", "title": "Scene", "additionalProperties": false,
       "properties": {
         "light": {"enum": ["day", "night"]},
         "people": {"type": "integer", "minimum": 0, "maximum": 20},
         "cars": {"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/car"}}},
       "required": ["light", "people", "cars"],
       "$defs": {"car": {"type": "object", "additionalProperties": false,
         "properties": {"colour": {"type": "string", "maxLength": 8}, "moving": {"type": "boolean"}},
         "required": ["colour", "moving"]}}}
      """;

  private static String body(SplittableRandom random, boolean stream) throws Exception {
    ObjectNode body = TinyServer.JSON.createObjectNode();
    body.put("max_tokens", 120).put("temperature", 1.5).put("seed", random.nextInt(1000));
    body.put("stream", stream);
    StringBuilder question = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      question.appendCodePoint(random.nextInt(0x20, 0x2000));
    }
    body.putArray("messages").addObject().put("role", "user").put("content", question.toString());
    ObjectNode format = body.putObject("response_format").put("type", "json_schema");
    format
        .putObject("json_schema")
        .put("name", "scene")
        .put("strict", true)
        .set("schema", TinyServer.JSON.readTree(SCHEMA));
    return body.toString();
  }

  @Test
  void shouldAlwaysFit(@TempDir Path directory) throws Exception {
    SchemaCheck schema = new SchemaCheck(SCHEMA);
    try (TinyServer server = TinyServer.start(directory, TinyServer.options())) {
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < MANY; i++) {
        Reply reply = Reply.of(server.ask(body(random, i % 2 == 0)));
        String answer = reply.contents().get(0);
        JsonNode read = TinyServer.JSON.readTree(answer);
        assertThat(schema.faults(answer)).as(answer).isEmpty();
        assertThat(answer)
            .startsWith("{\"light\":\"" + read.get("light").asText() + "\",\"people\":");
      }
    }
  }
}
