package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that clients of OpenAI's API make, and what they rely on: one file a row of the table,
 * against a real server with a real model. Rows that need more than requests one after the other
 * are in tests of their own.
 */
@Timeout(120)
class FortyFiveRequestsTest {

  private static final String KEY = "k1";

  private static TinyServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), "# keys\n\n" + KEY + "\n");
    server = TinyServer.start(directory, TinyServer.options(ApiKeys.read(keys), 64));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files =
        Files.list(Path.of(FortyFiveRequestsTest.class.getResource("requests").toURI()))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldAnswerAsClientsRelyOn(String file) throws Exception {
    JsonNode steps =
        TinyServer.JSON
            .readTree(FortyFiveRequestsTest.class.getResource("requests/" + file))
            .get("steps");
    List<Reply> replies = new ArrayList<>();
    for (JsonNode step : steps) {
      HttpRequest.Builder request = request(step.get("request"), replies);
      long start = System.nanoTime();
      Reply reply = Reply.of(server.send(request));
      new Expectation(step.get("expect"), replies).check(reply);
      long tookMs = (System.nanoTime() - start) / 1_000_000;
      assertThat(tookMs).isLessThan(step.get("expect").path("withinMs").asLong(Long.MAX_VALUE));
      replies.add(reply);
    }
    assertThat(replies).isNotEmpty();
  }

  private static HttpRequest.Builder request(JsonNode wanted, List<Reply> replies)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(wanted.get("path").asText()))
            .method(wanted.get("method").asText(), body(wanted, replies));
    if (wanted.has("body") || wanted.has("raw")) {
      request.header("Content-Type", wanted.path("type").asText("application/json"));
    }
    wanted
        .path("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    String key = wanted.has("key") ? wanted.get("key").textValue() : KEY;
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }

  private static BodyPublisher body(JsonNode wanted, List<Reply> replies) throws IOException {
    if (wanted.has("raw")) {
      return BodyPublishers.ofString(wanted.get("raw").asText());
    }
    return wanted.has("body")
        ? BodyPublishers.ofString(filled(wanted.get("body"), replies).toString())
        : BodyPublishers.noBody();
  }

  /** The same with pictures and texts in place of the words that stand for them. */
  private static JsonNode filled(JsonNode node, List<Reply> replies) throws IOException {
    if (node.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      for (var field : node.properties()) {
        filled.set(field.getKey(), filled(field.getValue(), replies));
      }
      return filled;
    }
    if (node.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      for (JsonNode entry : node) {
        filled.add(filled(entry, replies));
      }
      return filled;
    }
    return node.isTextual() && node.textValue().startsWith("@")
        ? TextNode.valueOf(filled(node.textValue(), replies))
        : node;
  }

  private static String filled(String words, List<Reply> replies) throws IOException {
    String[] word = words.split(" ");
    return switch (word[0]) {
      case "@middle" ->
          Expectation.middle(replies.get(Integer.parseInt(word[1])).contents().get(0));
      case "@repeat" -> "a".repeat(Integer.parseInt(word[1]));
      default -> Pictures.url(words);
    };
  }
}
