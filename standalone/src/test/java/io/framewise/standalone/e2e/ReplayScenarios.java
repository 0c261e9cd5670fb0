package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.replay.ReplayCommand;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;

/** A past range asked again. */
interface ReplayScenarios {

  /** The question set of the ordinary run over videos. */
  String TRAFFIC =
      """
      traffic:
        domain: video
        window-size: 1s
        frames: 4
        max-new-tokens: 4
        questions:
          vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
          direction: {text: "Which way does it drive?", answer: choice, choices: [left, right]}
          scene: {text: Describe the scene.}
      """;

  Path directory();

  Platform platform();

  OrdinaryRun run();

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldAgreeInEverythingWhenTheSameIsAskedAgain() throws Exception {
    run().awaitSettled();
    List<GenericRecord> live = run().events();

    JsonNode result = replay("same", run().installation().model());

    long windows = live.stream().filter(ReplayScenarios::isAboutTraffic).count();
    assertThat(result.get("windows").asLong()).isEqualTo(windows);
    JsonNode comparison = result.get("comparison");
    assertThat(comparison.get("compared").asLong()).isEqualTo(windows);
    assertThat(comparison.get("onlyThen").asLong() + comparison.get("onlyNow").asLong()).isZero();
    assertThat(comparison.get("questions"))
        .hasSize(3)
        .allSatisfy(
            question -> {
              assertThat(question.get("compared").asLong()).isEqualTo(windows);
              assertThat(question.get("flips")).isEmpty();
            });
    assertThat(comparison.get("now").get("models")).isEqualTo(comparison.get("then").get("models"));
    requireBesideTheLiveSystem("same", live, windows);
  }

  private void requireBesideTheLiveSystem(String name, List<GenericRecord> live, long windows) {
    String prefix = run().installation().kafka().topicPrefix() + "replay." + name + ".";
    try (ForeignReader reader = new ForeignReader(platform())) {
      assertThat(reader.allDecoded(prefix + "events"))
          .hasSize((int) windows)
          .allSatisfy(event -> assertThat(event.get("run")).hasToString(name));
      Patience.untilAsserted(
          () ->
              assertThat(reader.topics())
                  .filteredOn(topic -> topic.startsWith(prefix))
                  .containsExactlyInAnyOrder(prefix + "events", prefix + "dead-letters"));
    }
    assertThat(run().events()).hasSameSizeAs(live);
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldShowWhatAnotherModelSaysOtherwise() throws Exception {
    run().awaitSettled();
    Path other = directory().resolve("other-model");
    TinyCheckpoint.write(other, 2);

    JsonNode result = replay("other", other);

    JsonNode comparison = result.get("comparison");
    JsonNode scene = comparison.get("questions").get(2);
    assertThat(scene.get("questionId").asText()).isEqualTo("scene");
    assertThat(scene.get("flips")).isNotEmpty();
    assertThat(scene.get("flips"))
        .allSatisfy(
            flip -> {
              assertThat(flip.get("then")).isNotEqualTo(flip.get("now"));
              assertThat(flip.get("frames")).isNotEmpty();
            });
    assertThat(comparison.get("now").get("models"))
        .isNotEqualTo(comparison.get("then").get("models"));
    assertThat(execute(new StringWriter(), "other", other)).as("the name is taken").isNotZero();
  }

  private static boolean isAboutTraffic(GenericRecord event) {
    return event.get("sourceId").toString().equals(OrdinaryRun.STREET)
        && event.get("questionSetId").toString().equals("traffic");
  }

  private JsonNode replay(String name, Path model) throws Exception {
    StringWriter out = new StringWriter();
    assertThat(execute(out, name, model)).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int execute(StringWriter out, String name, Path model) throws Exception {
    Path draft = Files.writeString(directory().resolve("replayed.yaml"), TRAFFIC);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--source=" + OrdinaryRun.STREET,
                "--from=30m",
                "--questions=" + draft,
                "--model=" + model,
                "--name=" + name,
                "--json"));
    arguments.addAll(run().installation().connectionFlags());
    return new CommandLine(new ReplayCommand())
        .setOut(new PrintWriter(out))
        .execute(arguments.toArray(String[]::new));
  }
}
