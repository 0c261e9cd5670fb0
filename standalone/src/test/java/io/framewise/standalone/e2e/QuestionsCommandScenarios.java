package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.StreamsApp;
import io.framewise.streams.admin.QuestionsCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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
      assertThat(questions(installation, "list")).contains("no question sets");

      Files.writeString(file, doors("Is the door open?"));
      assertThat(questions(installation, "put", file.toString())).contains("doors: new, version 1");
      awaitCount(api, sender, "windowed");

      Files.writeString(file, doors("Is the door shut?"));
      assertThat(questions(installation, "put", file.toString()))
          .contains("doors: version 1 -> 2")
          .contains("questions.open.text: Is the door open? -> Is the door shut?");
      assertThat(questions(installation, "put", file.toString()))
          .contains("doors: unchanged, version 2");
      assertThat(questions(installation, "list"))
          .containsPattern("doors +2 +video +all .*in force");
      assertThat(questions(installation, "list", "--json")).contains("\"Is the door shut?\"");

      assertThat(questions(installation, "remove", "doors")).contains("doors: removed");
      awaitCount(api, sender, "unmatched");
      assertThat(versions(installation, reader)).containsExactly(1, 2, null);
    }
  }

  /** Sends frames, each in a window of its own, until one of them is counted so. */
  private static void awaitCount(Api api, Sender sender, String count) {
    List<Instant> sent = new ArrayList<>();
    Awaitility.await()
        .atMost(IN_FORCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(java.io.IOException.class)
        .until(
            () -> {
              sent.add(NOON.plusSeconds(sent.size()));
              sender.frame("door", count + sent.size(), sent.get(sent.size() - 1));
              return api.source("door").frames(count) > 0;
            });
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

  private static String questions(Installation installation, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(installation.connectionFlags());
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new QuestionsCommand())
            .setOut(new PrintWriter(out))
            .execute(all.toArray(String[]::new));
    assertThat(code).as("exit code of %s", List.of(arguments)).isZero();
    return out.toString();
  }

  private static String doors(String text) {
    return """
        doors:
          domain: video
          window-size: 1s
          grace: 0ms
          questions:
            open: {text: "%s", answer: yes_no}
        """
        .formatted(text);
  }
}
