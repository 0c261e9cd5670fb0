package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that nobody meant. */
@Timeout(180)
class MutatedRequestsTest {

  private static final int MANY = 1500;

  private static final List<String> WORDS =
      List.of(
          "null", "-1", "1e999", "[]", "{}", "\"\"", "true", "9".repeat(400), "\\ud800", "\u0000");

  private static final String WHOLE =
      """
      {"model": "tiny", "max_tokens": 2, "temperature": 0.5, "top_p": 0.9, "top_k": 5, "seed": 3,
       "n": 1, "stop": ["x", "y"], "stream": false, "stream_options": {"include_usage": true},
       "logprobs": true, "top_logprobs": 2, "response_format": {"type": "json_schema",
       "json_schema": {"name": "a", "strict": true, "schema": {"type": "object", "properties":
       {"a": {"type": "integer", "minimum": 0, "maximum": 9}}, "required": ["a"],
       "additionalProperties": false}}}, "messages": [{"role": "system", "content": "Be brief."},
       {"role": "user", "content": [{"type": "text", "text": "What?"}, {"type": "image_url",
       "image_url": {"url": "PICTURE", "detail": "low"}}]}]}
      """
          .replace("\"max_tokens\": 2", "\"max_tokens\": 8")
          .replace("PICTURE", Pictures.url("@picture png 16x16"));

  private static byte[] mutated(SplittableRandom random) {
    StringBuilder text = new StringBuilder(WHOLE);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(text.length());
      int length = Math.min(random.nextInt(12), text.length() - at);
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, at + length);
        case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        case 2 -> text.replace(at, at + length, WORDS.get(random.nextInt(WORDS.size())));
        default -> text.setCharAt(at, (char) random.nextInt(256));
      }
    }
    // Not always UTF-8.
    return text.toString()
        .getBytes(random.nextInt(10) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  @Test
  void shouldAnswerOrRefuseEachAndKeepNothing(@TempDir Path directory) throws Exception {
    try (TinyServer server = TinyServer.start(directory, TinyServer.options())) {
      assertThat(server.ask(WHOLE).statusCode()).isEqualTo(200);
      SplittableRandom random = new SplittableRandom(1);
      int refused = 0;
      for (int i = 0; i < MANY; i++) {
        byte[] body = mutated(random);
        HttpResponse<String> response =
            server.send(
                HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
        assertThat(response.statusCode())
            .as("%s to %s", response.body(), new String(body, StandardCharsets.UTF_8))
            .isIn(200, 400, 404);
        assertThat(Reply.type(response))
            .isIn("application/json", "text/event-stream; charset=utf-8");
        refused += response.statusCode() == 200 ? 0 : 1;
      }
      assertThat(refused).isBetween(MANY / 10, MANY - 1);
      await().until(() -> server.server().underWay() == 0);
    }
  }
}
