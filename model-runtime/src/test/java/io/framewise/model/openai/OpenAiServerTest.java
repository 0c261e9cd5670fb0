package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One request and its answer, end to end. */
@Timeout(120)
class OpenAiServerTest {

  private static TinyServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TinyServer.start(directory, TinyServer.options());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldAnswerAQuestion() throws Exception {
    HttpResponse<String> response =
        server.ask("{\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    JsonNode body = TinyServer.json(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(body.at("/choices/0/message/content").isTextual()).isTrue();
    assertThat(body.at("/usage/completion_tokens").asInt()).isBetween(1, 8);
  }
}
