package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.ledger.LedgerCommand;
import io.framewise.admin.letters.DeadLettersCommand;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.topic.Topics;
import io.framewise.streams.StreamsApp;
import io.framewise.testing.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Records that fail, found, looked into and put back from the command line; and the accounts. */
interface DeadLettersScenarios {

  Duration TOO_FAR_AHEAD = Duration.ofSeconds(20);
  Duration ALLOWED_AHEAD = Duration.ofSeconds(8);

  Platform platform();

  Path directory();

  /** What a command said and how it ended. */
  record Said(int code, String text) {}

  @Test
  default void shouldPutBackWhatFailedOnceItsCauseIsGone() throws Exception {
    try (Installation installation = new Installation(platform(), "letters", directory(), yaml());
        Sender sender = new Sender(installation);
        StreamsApp streams = installation.startStreams()) {
      installation.startModel();
      Api api = new Api(streams.apiPort());
      Topics topics = installation.topics();
      // What is no frame has an account of its own only where its source is known.
      sender.frame("gate", "first", Instant.now());
      sender.raw(topics.frames(Domain.VIDEO).name(), "gate", text("garbage"));
      String garbage = awaitLetter(installation, "not-an-image", 1);
      Instant capturedAt = Instant.now().plus(TOO_FAR_AHEAD);
      sender.frame("gate", "early", capturedAt);
      String early = awaitLetter(installation, "bad-time", 1);
      sender.raw(topics.requests(Priority.ROUTINE).name(), "gate", text("poison"));
      String poison = awaitLetter(installation, "poison-request", 1);

      requireShown(installation, garbage, early);

      assertThat(letters(installation, "redrive", garbage, poison).text()).contains("2 of 2");
      awaitLetter(installation, "not-an-image", 2);
      awaitLetter(installation, "poison-request", 2);
      Said twice = letters(installation, "redrive", garbage);
      assertThat(twice.code()).isEqualTo(1);
      assertThat(twice.text()).contains("was redriven at", "--again", "0 of 1 redriven");

      Awaitility.await()
          .atMost(TOO_FAR_AHEAD)
          .until(() -> Instant.now().plus(ALLOWED_AHEAD).isAfter(capturedAt));
      Said redriven = letters(installation, "redrive", "--all", "--category", "bad-time");
      assertThat(redriven.code()).as(redriven.text()).isZero();
      assertThat(redriven.text()).contains("attempt 2", "1 of 1 redriven");
      Patience.untilAsserted(
          () -> {
            SourceAccount gate = api.source("gate");
            assertThat(gate.endings("answered")).isEqualTo(2);
            assertThat(gate.frames("deadLettered")).isEqualTo(3);
            gate.requireSettled();
          });
      assertThat(letters(installation, "redrive", "--all", "--category", "bad-time").text())
          .contains("0 of 0 redriven");
      requireLedger(installation, streams.apiPort());
    }
  }

  private void requireShown(Installation installation, String garbage, String early)
      throws Exception {
    Path picture = directory().resolve("early.jpg");
    Said shown = letters(installation, "show", garbage, "--out", directory() + "/garbage.bin");
    assertThat(shown.text())
        .contains("not-an-image", "gate", "INGEST", "7 bytes", "67 61 72 62 61 67 65", "garbage");
    assertThat(Files.readAllBytes(directory().resolve("garbage.bin"))).isEqualTo(text("garbage"));
    assertThat(letters(installation, "show", early, "--out", picture.toString()).text())
        .contains("the picture");
    assertThat(Files.readAllBytes(picture)).isEqualTo(Pictures.jpeg(96, 64));
    assertThat(letters(installation, "list", "--source", "gate", "--stage", "ingest").text())
        .contains("REDRIVEN", garbage, early)
        .doesNotContain("poison-request");
    assertThat(letters(installation, "show", "0@9999").code()).isNotZero();
  }

  private static void requireLedger(Installation installation, int port) {
    String api = "--api=http://127.0.0.1:" + port;
    Said whole = run(installation, new LedgerCommand(), "--source=gate", api);
    assertThat(whole.code()).as(whole.text()).isZero();
    assertThat(whole.text())
        .contains("gate: whole life", "the sums agree")
        .containsPattern("frames received +5\n")
        .containsPattern("dead-lettered +3\n");
    Said span =
        run(
            installation,
            new LedgerCommand(),
            "--source=gate",
            "--from=10m",
            "--to=2999-01-01T00:00:00Z",
            api);
    assertThat(span.code()).as(span.text()).isZero();
    assertThat(span.text())
        .contains("captured from", "the sums agree")
        .containsPattern("answered +2\n");
    Said before =
        run(
            installation,
            new LedgerCommand(),
            "--source=gate",
            "--from=20m",
            "--to=10m",
            "--json",
            api);
    assertThat(before.text()).contains("\"balanced\" : true", "\"received\" : 0");
    assertThat(run(installation, new LedgerCommand(), "--source=nobody", api).text())
        .contains("no source is called nobody");
  }

  /** Waits for a letter of a category and attempt, and returns its REF. */
  private static String awaitLetter(Installation installation, String category, int attempts) {
    List<String> found = new ArrayList<>();
    Patience.untilAsserted(
        () -> {
          Said list = letters(installation, "list", "--category", category, "--json");
          JsonNode letters = new ObjectMapper().readTree(list.text());
          StreamSupport.stream(letters.spliterator(), false)
              .filter(letter -> letter.get("attempts").asInt() == attempts)
              .forEach(letter -> found.add(letter.get("ref").asText()));
          assertThat(found).as("%s, attempt %d in %s", category, attempts, letters).isNotEmpty();
        });
    return found.get(0);
  }

  private static Said letters(Installation installation, String... arguments) {
    return run(installation, new DeadLettersCommand(), arguments);
  }

  private static Said run(Installation installation, Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(installation.connectionFlags());
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int code =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(writer)
            .setErr(writer)
            .execute(all.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String yaml() {
    return """
        streams:
          max-clock-ahead: 8s
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              idle: 1s
              deadline: 60s
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """;
  }
}
