package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.admin.QuestionsCommand;
import io.framewise.streams.StreamsApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Questions changed from the command line while everything runs. */
interface QuestionsCommandScenarios {

  /** The promise: a change is in force within five seconds. */
  Duration IN_FORCE = Duration.ofSeconds(5);

  Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  Platform platform();

  Path directory();

  @Test
  default void shouldPutAChangeInForceWhileEverythingRuns() throws Exception {
    Path file = directory().resolve("doors.yaml");
    try (Installation installation = new Installation(platform(), "asked", directory(), "");
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform());
        StreamsApp streams = installation.startStreams()) {
      Api api = new Api(streams.apiPort());
      CommandOn questions = new CommandOn(installation, QuestionsCommand::new);
      assertThat(questions.run("list")).contains("no question sets");

      Files.writeString(file, doors("Is the door open?"));
      assertThat(questions.run("put", file.toString())).contains("doors: new, version 1");
      awaitCount(api, sender, "windowed");

      Files.writeString(file, doors("Is the door shut?"));
      assertThat(questions.run("put", file.toString()))
          .contains("doors: version 1 -> 2")
          .contains("questions.open.text: Is the door open? -> Is the door shut?");
      assertThat(questions.run("put", file.toString())).contains("doors: unchanged, version 2");
      assertThat(questions.run("list")).containsPattern("doors +2 +video +all .*in force");
      assertThat(questions.run("list", "--json")).contains("\"Is the door shut?\"");

      assertThat(questions.run("remove", "doors")).contains("doors: removed");
      awaitCount(api, sender, "unmatched");
      assertThat(versions(installation, reader)).containsExactly(1, 2, null);

      assertThat(questions.run("put", file.toString())).contains("doors: new, version 2 -> 3");
      assertThat(versions(installation, reader)).containsExactly(1, 2, null, 3);
    }
  }

  /** What one way of changing them has done the other sees. */
  @Test
  default void shouldPutAChangeOfTheApiInForceWhileEverythingRuns() throws Exception {
    Path file = directory().resolve("gates.yaml");
    Files.writeString(file, doors("Is the door shut?"));
    String address = "/v1/question-sets/doors";
    try (Installation installation = new Installation(platform(), "put", directory(), "");
        Sender sender = new Sender(installation);
        StreamsApp streams = installation.startStreams()) {
      Api api = new Api(streams.apiPort());
      CommandOn questions = new CommandOn(installation, QuestionsCommand::new);
      questions.run("put", file.toString());
      await().atMost(IN_FORCE).until(() -> api.get(address).statusCode() == 200);
      ObjectNode definition = (ObjectNode) api.json(address).get("definition");
      ((ObjectNode) definition.at("/questions/open")).put("text", "Is it open?");

      HttpResponse<byte[]> put = api.send("PUT", address, definition.toString());
      assertThat(put.statusCode()).isEqualTo(200);
      assertThat(new String(put.body(), StandardCharsets.UTF_8))
          .contains("questions.open.text: Is the door shut? -> Is it open?")
          .contains("\"version\":2");
      awaitCount(api, sender, "windowed");
      assertThat(questions.run("list", "--json")).contains("\"Is it open?\"");

      assertThat(api.send("DELETE", address, "").statusCode()).isEqualTo(200);
      awaitCount(api, sender, "unmatched");
      assertThat(api.get(address).statusCode()).isEqualTo(404);
      assertThat(questions.run("put", file.toString())).contains("doors: new, version 2 -> 3");
    }
  }

  @Test
  default void shouldAskByLabelsAndInTheHoursOfASchedule() throws Exception {
    Path file = directory().resolve("selected.yaml");
    try (Installation installation = new Installation(platform(), "selected", directory(), "");
        Sender sender = new Sender(installation);
        StreamsApp streams = installation.startStreams()) {
      Api api = new Api(streams.apiPort());
      CommandOn questions = new CommandOn(installation, QuestionsCommand::new);
      put(questions, file, "labels: {site: north}");
      awaitCount(api, sender, "unmatched");
      sender.status("door", Map.of("site", "north", "line", "3"));
      awaitCount(api, sender, "windowed");
      sender.status("door", Map.of("site", "south"));
      awaitCount(api, sender, "unmatched");

      assertThat(put(questions, file, "schedule: {from: 11:00, to: 18:00, days: [sat]}"))
          .contains("  labels: {site=north} -> {}", "  schedule.days: (none) -> [sat]");
      awaitCount(api, sender, "windowed");
      put(questions, file, "schedule: {from: 08:00, to: 09:00}");
      awaitCount(api, sender, "unmatched");
    }
  }

  /** Sends frames, each in a window of its own, until one more of them is counted so. */
  private static void awaitCount(Api api, Sender sender, String count) throws Exception {
    long before = await().until(() -> counted(api, count), found -> true);
    await()
        .atMost(IN_FORCE)
        .until(
            () -> {
              long sent = counted(api, "received");
              sender.frame("door", "frame-" + sent, NOON.plusSeconds(sent));
              return counted(api, count) > before;
            });
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(IOException.class);
  }

  private static long counted(Api api, String count) throws Exception {
    return api.sources().stream()
        .filter(source -> source.id().equals("door"))
        .mapToLong(source -> source.frames(count))
        .findFirst()
        .orElse(0);
  }

  private static List<Integer> versions(Installation installation, ForeignReader reader) {
    List<Integer> versions = new ArrayList<>();
    reader
        .all(installation.topics().questions().name())
        .forEach(
            record -> {
              GenericRecord set = record.value() == null ? null : reader.decode(record.value());
              versions.add(set == null ? null : (Integer) set.get("version"));
            });
    return versions;
  }

  private static List<String> put(CommandOn questions, Path file, String keys) throws IOException {
    Files.writeString(file, doors("Is it open?", keys));
    return questions.run("put", file.toString()).lines().toList();
  }

  private static String doors(String text) {
    return doors(text, "");
  }

  private static String doors(String text, String keys) {
    return """
        doors:
          domain: video
          window-size: 1s
          grace: 0ms
          %s
          questions:
            open: {text: "%s", answer: yes_no}
        """
        .formatted(keys, text);
  }
}
