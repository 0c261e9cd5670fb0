package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one step of a file of requests says of its answer. */
final class Expectation {

  private final JsonNode expected;
  private final List<Reply> earlier;

  Expectation(JsonNode expected, List<Reply> earlier) {
    this.expected = expected;
    this.earlier = earlier;
  }

  void check(Reply reply) throws IOException {
    checkStatus(reply);
    if (expected.has("error")) {
      JsonNode error = reply.body().get("error");
      for (String field : List.of("type", "param", "code")) {
        if (expected.get("error").has(field)) {
          assertThat(error.get(field)).as(field).isEqualTo(expected.get("error").get(field));
        }
      }
      if (expected.get("error").has("message")) {
        assertThat(error.get("message").asText())
            .matches(expected.get("error").get("message").asText());
      }
    }
    checkHeaders(reply);
    if (expected.has("text")) {
      assertThat(reply.response().body()).contains(expected.get("text").asText());
    }
    if (expected.has("body")) {
      JsonNode body = reply.body();
      for (var field : expected.get("body").properties()) {
        checkField(body.at(field.getKey()), field.getKey(), field.getValue());
      }
    }
    checkContent(reply);
  }

  private void checkStatus(Reply reply) {
    assertThat(reply.response().statusCode())
        .as(reply.response().body())
        .isEqualTo(expected.get("status").asInt());
  }

  private void checkHeaders(Reply reply) {
    for (var header : expected.path("headers").properties()) {
      assertThat(reply.response().headers().firstValue(header.getKey()))
          .as(header.getKey())
          .hasValueSatisfying(value -> assertThat(value).matches(header.getValue().asText()));
    }
    for (JsonNode header : expected.path("noHeaders")) {
      assertThat(reply.response().headers().firstValue(header.asText())).isEmpty();
    }
  }

  private void checkField(JsonNode actual, String pointer, JsonNode wanted) throws IOException {
    if (wanted.has("missing")) {
      assertThat(actual.isMissingNode()).as(pointer).isTrue();
    } else if (wanted.has("atMost")) {
      assertThat(actual.asInt()).as(pointer).isBetween(0, wanted.get("atMost").asInt());
    } else if (wanted.has("atLeast")) {
      assertThat(actual.asInt()).as(pointer).isGreaterThanOrEqualTo(wanted.get("atLeast").asInt());
    } else if (wanted.has("step")) {
      assertThat(actual)
          .as(pointer)
          .isEqualTo(earlier.get(wanted.get("step").asInt()).body().at(pointer));
    } else {
      assertThat(actual).as(pointer).isEqualTo(wanted);
    }
  }

  private void checkContent(Reply reply) throws IOException {
    if (expected.has("sameAs")) {
      assertThat(reply.contents())
          .isEqualTo(earlier.get(expected.get("sameAs").asInt()).contents());
    }
    if (expected.has("sameAsLast")) {
      assertThat(reply.contents()).isEqualTo(earlier.get(earlier.size() - 1).contents());
    }
    if (expected.has("differsFrom")) {
      assertThat(reply.contents())
          .isNotEqualTo(earlier.get(expected.get("differsFrom").asInt()).contents());
    }
    if (expected.has("cutBefore")) {
      String whole = earlier.get(expected.get("cutBefore").asInt()).contents().get(0);
      String word = middle(whole);
      assertThat(reply.contents()).containsExactly(whole.substring(0, whole.indexOf(word)));
    }
    if (expected.has("usage")) {
      assertThat(reply.endsWithUsage()).isEqualTo(expected.get("usage").asBoolean());
    }
    if (expected.has("json")) {
      assertThat(TinyServer.JSON.readTree(reply.contents().get(0)).isObject()).isTrue();
    }
    if (expected.has("logprobs")) {
      checkTokens(reply, expected.get("logprobs").asInt());
    }
  }

  private static void checkTokens(Reply reply, int likeliest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<JsonNode> tokens = reply.tokens();
    assertThat(tokens).isNotEmpty();
    for (JsonNode token : tokens) {
      assertThat(token.get("logprob").asDouble()).isLessThanOrEqualTo(0);
      token.get("bytes").forEach(value -> bytes.write(value.asInt()));
      assertThat(token.get("top_logprobs")).hasSize(likeliest);
      double before = 0;
      for (JsonNode other : token.get("top_logprobs")) {
        assertThat(other.get("logprob").asDouble()).isLessThanOrEqualTo(before);
        before = other.get("logprob").asDouble();
      }
    }
    // The blank before a first word is a part of its token, not of the answer.
    assertThat(bytes.toString(StandardCharsets.UTF_8).stripLeading())
        .isEqualTo(reply.contents().get(0));
  }

  /** Some characters from within a text, the first time that they stand there. */
  static String middle(String text) {
    int at = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    int end = text.offsetByCodePoints(at, Math.min(3, text.codePointCount(at, text.length())));
    return text.substring(at, end);
  }
}
