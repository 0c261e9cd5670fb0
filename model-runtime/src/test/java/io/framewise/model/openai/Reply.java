package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came back, held against what clients rely on whatever they asked.
 *
 * @param response as it came
 * @param chunks of a stream, in order; empty for what is no stream
 */
record Reply(HttpResponse<String> response, List<JsonNode> chunks) {

  private static final String DATA = "data: ";

  static Reply of(HttpResponse<String> response) throws IOException {
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    List<JsonNode> chunks = new ArrayList<>();
    if (type(response).startsWith("text/event-stream")) {
      List<String> events = List.of(response.body().split("\n\n"));
      assertThat(events.get(events.size() - 1)).isEqualTo("data: [DONE]");
      for (String event : events.subList(0, events.size() - 1)) {
        if (!event.equals(": ping")) {
          assertThat(event).startsWith(DATA);
          chunks.add(TinyServer.JSON.readTree(event.substring(DATA.length())));
        }
      }
    }
    Reply reply = new Reply(response, chunks);
    reply.check();
    return reply;
  }

  static String type(HttpResponse<String> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  JsonNode body() throws IOException {
    return TinyServer.JSON.readTree(response.body());
  }

  private void check() throws IOException {
    if (response.statusCode() >= 400) {
      checkError();
    } else if (!chunks.isEmpty()) {
      checkStream();
    } else if (response.request().uri().getPath().endsWith("/completions")
        && response.statusCode() == 200) {
      checkWhole();
    }
  }

  private void checkError() throws IOException {
    assertThat(type(response)).isEqualTo("application/json");
    JsonNode error = body().get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.get("type").asText()).isNotBlank();
  }

  private void checkWhole() throws IOException {
    JsonNode body = body();
    assertThat(type(response)).isEqualTo("application/json");
    assertThat(body.get("id").asText()).startsWith("chatcmpl-");
    for (JsonNode choice : body.get("choices")) {
      assertThat(choice.at("/message/content").isTextual()).isTrue();
      assertThat(choice.get("finish_reason").asText()).isIn("stop", "length");
    }
    JsonNode usage = body.get("usage");
    assertThat(usage.get("total_tokens").asInt())
        .isEqualTo(usage.get("prompt_tokens").asInt() + usage.get("completion_tokens").asInt());
  }

  private void checkStream() {
    Set<String> heads = new HashSet<>();
    Set<Integer> begun = new HashSet<>();
    Set<Integer> ended = new HashSet<>();
    for (JsonNode chunk : chunks) {
      heads.add(chunk.get("id") + " " + chunk.get("model") + " " + chunk.get("created"));
      assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
      for (JsonNode choice : chunk.get("choices")) {
        int index = choice.get("index").asInt();
        if (begun.add(index)) {
          assertThat(choice.at("/delta/role").asText()).isEqualTo("assistant");
          assertThat(choice.at("/delta/content").asText()).isEmpty();
        }
        assertThat(ended).doesNotContain(index);
        assertThat(choice.has("finish_reason")).isTrue();
        if (!choice.get("finish_reason").isNull()) {
          ended.add(index);
        }
      }
    }
    assertThat(heads).hasSize(1);
    assertThat(ended).isEqualTo(begun);
  }

  /** Whether the last chunk tells what the answer took, and it alone. */
  boolean endsWithUsage() {
    JsonNode last = chunks.get(chunks.size() - 1);
    List<JsonNode> others = chunks.subList(0, chunks.size() - 1);
    assertThat(others).allSatisfy(chunk -> assertThat(chunk.get("choices")).isNotEmpty());
    if (last.get("choices").isEmpty()) {
      assertThat(others).allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
      return last.at("/usage/total_tokens").asInt() > 0;
    }
    assertThat(chunks).noneSatisfy(chunk -> assertThat(chunk.has("usage")).isTrue());
    return false;
  }

  /** The texts of the answers. */
  List<String> contents() throws IOException {
    Map<Integer, StringBuilder> texts = new TreeMap<>();
    for (JsonNode choice : choices()) {
      String text =
          choice.has("message")
              ? choice.at("/message/content").asText()
              : choice.at("/delta/content").asText();
      texts.computeIfAbsent(choice.get("index").asInt(), i -> new StringBuilder()).append(text);
    }
    return texts.values().stream().map(StringBuilder::toString).toList();
  }

  /** What is told of the tokens of the first answer. */
  List<JsonNode> tokens() throws IOException {
    List<JsonNode> tokens = new ArrayList<>();
    for (JsonNode choice : choices()) {
      choice.at("/logprobs/content").forEach(tokens::add);
    }
    return tokens;
  }

  private List<JsonNode> choices() throws IOException {
    List<JsonNode> choices = new ArrayList<>();
    if (chunks.isEmpty()) {
      body().path("choices").forEach(choices::add);
    } else {
      chunks.forEach(chunk -> chunk.get("choices").forEach(choices::add));
    }
    return choices;
  }
}
