package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.QuestionsCommand;
import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** A draft tried on frames that are there, beside what is in force. */
interface TryQuestionsScenarios {

  Instant EVENING = Instant.parse("2026-01-31T18:00:00Z");

  Platform platform();

  Path directory();

  @Test
  default void shouldPrintWhatADraftWouldAnswerAndPublishNothing() throws Exception {
    Path draft = write("draft.yaml", "video", "60s");
    try (Installation installation = new Installation(platform(), "tried", directory(), "");
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      Api api = new Api(installation.startStreams().apiPort());
      CommandOn questions = new CommandOn(installation, QuestionsCommand::new);
      for (int i = 0; i < 6; i++) {
        sender.frame("door", "early-" + i, EVENING.plusMillis(i * 500L));
      }
      assertThat(nobodyAnswers(questions)).hasMessageContaining("no worker answered within");
      installation.startModel();

      List<String> lines =
          questions.run("try", draft.toString(), "--source", "door").lines().toList();

      assertThat(lines).hasSize(8);
      assertThat(lines.get(0)).matches("WINDOW +QUESTION +PROBABILITY +ALERT +ANSWER");
      assertThat(lines.get(1)).matches("2026-01-31T18:00:00Z +open +[01][.]\\d{3} +met +(yes|no)");
      assertThat(lines.get(2))
          .matches("2026-01-31T18:00:00Z +side +[01][.]\\d{3} +- +(left|right)");
      assertThat(lines.get(5)).startsWith("2026-01-31T18:00:02Z");
      assertThat(lines.get(7))
          .matches(
              "3 windows: 3 answered, 0 invalid, 0 failed, 0 expired; median latency \\d+ ms; .*");
      assertThat(summaryAsJson(questions, draft))
          .isEqualTo(Map.of("windows", 1, "answered", 1, "leftOut", 2, "alertsMet", 1));
      requireNothingButLiveAnswers(installation, questions, sender, reader, api);
    }
  }

  private UserError nobodyAnswers(CommandOn questions) throws Exception {
    Path hasty = write("hasty.yaml", "video", "500ms");
    return questions.refusal("try", hasty.toString(), "--source", "door");
  }

  private static Map<String, Integer> summaryAsJson(CommandOn questions, Path draft)
      throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                questions.run(
                    "try", draft.toString(), "--source=door", "--max-windows=1", "--json"));
    assertThat(json.get("run").asText()).startsWith("try-");
    assertThat(json.at("/windows/0/start").asText()).isEqualTo("2026-01-31T18:00:02Z");
    assertThat(json.at("/windows/0/answers/0/meetsAlert").asBoolean()).isTrue();
    JsonNode summary = json.get("summary");
    return Map.of(
        "windows", summary.get("windows").asInt(),
        "answered", summary.get("answered").asInt(),
        "leftOut", summary.get("leftOut").asInt(),
        "alertsMet", summary.get("alertsMet").asInt());
  }

  /**
   * The same questions put in force are asked once more, of other frames. All topics of a source
   * keep their order, so an event of theirs shows that the topology has seen all that was tried.
   */
  private void requireNothingButLiveAnswers(
      Installation installation, CommandOn questions, Sender sender, ForeignReader reader, Api api)
      throws Exception {
    questions.run("put", write("door.yaml", "video", "60s").toString());
    int[] sent = {0};
    Patience.untilAsserted(
        () -> {
          sender.frame("door", "later-" + sent[0], EVENING.plusSeconds(60 + sent[0]));
          sent[0]++;
          assertThat(reader.allDecoded(installation.topics().events().name())).isNotEmpty();
        });

    SourceAccount door = api.source("door");
    assertThat(door.windows("extraCompletions")).isZero();
    assertThat(door.frames("unmatched")).isGreaterThanOrEqualTo(6);
    Patience.untilAsserted(
        () -> {
          api.source("door").requireSettled();
          assertThat(reader.all(installation.topics().events().name()))
              .hasSize((int) api.source("door").endedWindows());
        });
    List<GenericRecord> events = reader.allDecoded(installation.topics().events().name());
    assertThat(events).extracting(event -> event.get("run").toString()).containsOnly("live");
    assertThat(reader.allDecoded(installation.topics().alerts().name()))
        .allSatisfy(
            alert ->
                assertThat((long) alert.get("raisedAt"))
                    .isGreaterThan(EVENING.plusSeconds(60).toEpochMilli()));
  }

  @Test
  default void shouldSayWhyThereIsNothingToTryOn() throws Exception {
    String draft = write("untried.yaml", "video", "60s").toString();
    try (Installation installation = new Installation(platform(), "untried", directory(), "");
        Sender sender = new Sender(installation)) {
      CommandOn questions = new CommandOn(installation, QuestionsCommand::new);
      sender.status("gate", Map.of());

      assertThat(questions.refusal("try", draft, "--source", "gat"))
          .hasMessage("there is no source gat, did you mean gate?");
      assertThat(questions.refusal("try", draft, "--source", "gate"))
          .hasMessageMatching("no frames of gate came to .*frames.video in the last 5m");
      String inspection = write("inspection.yaml", "inspection", "60s").toString();
      assertThat(questions.refusal("try", inspection, "--source", "gate"))
          .hasMessage("gate is a source of domain video");
    }
  }

  private Path write(String file, String domain, String deadline) throws Exception {
    return Files.writeString(
        directory().resolve(file),
        """
        door:
          domain: %s
          window-size: 1s
          idle: 1s
          deadline: %s
          questions:
            open: {text: "Is it open?", answer: yes_no, alert: {when: [yes, no]}}
            side: {text: "Which side?", answer: choice, choices: [left, right]}
        """
            .formatted(domain, deadline));
  }
}
