package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.admin.ask.AskSourceCommand;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Questions that are asked on the spot. */
interface AskScenarios {

  ObjectMapper JSON = new ObjectMapper();

  Platform platform();

  Path directory();

  @Test
  default void shouldAnswerQuestionsThatAreAskedOnTheSpotAndAccountForThem() throws Exception {
    try (Installation installation = new Installation(platform(), "on-the-spot", directory(), "");
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      Api api = new Api(installation.startStreams().apiPort());
      installation.startModel();
      Instant began = Instant.now();
      for (int i = 0; i < 6; i++) {
        sender.frame("door", "frame-" + i, began.plusMillis(i * 100L));
      }
      Patience.untilAsserted(() -> assertThat(api.source("door").frames("received")).isEqualTo(6));

      aboutASource(api);
      aboutPictures(api);
      aboutNothing(api);
      byCommand(installation, api);

      assertThat(reader.allDecoded(installation.topics().events().name()))
          .extracting(event -> event.get("sourceId").toString())
          .containsExactlyInAnyOrder("door", "door", "(asked)");
      assertThat(api.sources()).extracting(SourceAccount::id).containsExactly("door");
      for (String source : List.of("door", "(asked)")) {
        JsonNode ledger = api.json("/v1/sources/" + source + "/ledger");
        assertThat(ledger.get("balanced").asBoolean()).isTrue();
        assertThat(ledger.at("/windows/answered").asInt()).isPositive();
        assertThat(ledger.at("/windows/open").asInt()).isZero();
      }
    }
  }

  private static void aboutASource(Api api) throws Exception {
    ObjectNode question =
        JSON.createObjectNode()
            .put("source", "door")
            .put("last", "2m")
            .put("frames", 3)
            .put("question", "Which side is open?")
            .put("answer", "choice");
    question.putArray("choices").add("left").add("right");

    JsonNode event = ask(api, question);

    assertThat(List.of("left", "right")).contains(event.at("/answers/0/value").asText());
    assertThat(event.get("frames").findValuesAsText("frameId"))
        .containsExactly("frame-0", "frame-2", "frame-5");
    assertThat(api.json(event.get("href").asText()).get("eventId")).isEqualTo(event.get("eventId"));
  }

  private static void aboutPictures(Api api) throws Exception {
    byte[] picture = api.get("/v1/sources/door/frame.jpg").body();
    ObjectNode question =
        JSON.createObjectNode().put("question", "Is the door open?").put("answer", "yes_no");
    question.putArray("pictures").add(Base64.getEncoder().encodeToString(picture));

    JsonNode event = ask(api, question);

    assertThat(event.at("/answers/0/value").isBoolean()).isTrue();
    assertThat(event.at("/window/closedBy").asText()).isEqualTo("ASKED");
    byte[] shown = api.get(event.at("/frames/0/href").asText()).body();
    assertThat(ImageIO.read(new ByteArrayInputStream(shown))).isNotNull();
    assertThat(shown).isEqualTo(picture);
  }

  private static void aboutNothing(Api api) throws Exception {
    HttpResponse<byte[]> reply =
        api.post("/v1/ask", "{\"source\":\"nobody\",\"question\":\"What?\"}");

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("nobody");
  }

  private static void byCommand(Installation installation, Api api) {
    CommandOn ask = new CommandOn(installation, AskSourceCommand::new);
    String at = "http://127.0.0.1:" + api.port();

    assertThat(ask.run("--source=door", "--answer=yes_no", "--api", at, "Is it open?"))
        .matches("(yes|no) \\(\\d+ %\\)\\R");
    assertThat(ask.refusal("--source=nobody", "--api", at, "Is it open?"))
        .hasMessageContaining("no frame of source nobody");
  }

  private static JsonNode ask(Api api, ObjectNode question) throws Exception {
    HttpResponse<byte[]> reply = api.post("/v1/ask", question.toString());
    assertThat(reply.statusCode()).isEqualTo(200);
    JsonNode event = JSON.readTree(reply.body());
    assertThat(event.get("status").asText()).isEqualTo("ANSWERED");
    return event;
  }
}
