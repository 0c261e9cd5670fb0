package io.framewise.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before any broker is asked; there is none here. */
class QuestionsCommandTest {

  @TempDir private Path directory;
  private Exception refusal;

  @Test
  void shouldNameAnUnknownKeyAndTheNearestKnownOne() throws IOException {
    assertRefused(
        "doors: {domian: video, questions: {open: {text: Is it open}}}",
        "questions.yaml: unknown setting streams.question-sets.doors.domian",
        "did you mean streams.question-sets.doors.domain?");
  }

  @Test
  void shouldSayThatASettingsFileIsOne() throws IOException {
    assertRefused(
        "kafka: {partitions: 3}\nstreams: {question-sets: {doors: {domain: video}}}",
        "questions.yaml is a settings file: it has a section kafka");
  }

  @Test
  void shouldNameEverythingThatIsWrongWithASet() throws IOException {
    assertRefused(
        "doors: {domain: video, frames: 99, questions: {open: {text: Is it open, answer: choice}}}",
        "question set doors: ",
        "a window keeps 1 to 32 frames",
        "question open needs at least two choices");
  }

  @Test
  void shouldRefuseARuleWhoseConditionIsMissing() throws IOException {
    assertRefused(
        "doors: {domain: video, questions: {open: {text: Is it open, alert: {severity: critical}}}}",
        "streams.question-sets.doors.questions.open.alert: when must be given");
  }

  @Test
  void shouldNameTheSetAndEveryFieldOfAScheduleThatIsNotRight() throws IOException {
    assertRefused(
        """
        doors:
          domain: video
          schedule: {zone: Europe/Berln, days: [mon, tuesday], from: 25:00, to: 8am}
          questions: {open: {text: Is it open}}
        """,
        "question set doors: ",
        "schedule.zone: there is no 'Europe/Berln', did you mean Europe/Berlin?",
        "schedule.days: there is no 'tuesday'",
        "schedule.from must be a time of day from 00:00 to 23:59, is '25:00'",
        "schedule.to must be a time of day from 00:00 to 23:59, is '8am'");
    assertRefused(
        "doors: {domain: video, schedule: {zon: UTC}, questions: {open: {text: Is it open}}}",
        "did you mean streams.question-sets.doors.schedule.zone?");
  }

  @Test
  void shouldNameTheSetAndTheLabelThatIsNotRight() throws IOException {
    assertRefused(
        "doors: {domain: video, labels: {site: ''}, questions: {open: {text: Is it open}}}",
        "question set doors: label 'site' and its value must be 1 to 64 characters");
  }

  @Test
  void shouldRefuseWhatIsNoListOfQuestionSets() throws IOException {
    assertRefused("", "there is no question set in ");
    assertRefused("doors: [", "is not valid YAML at line ");
    assertRefused("doors: 3", "must hold keys, not a value");
    put(directory.resolve("nowhere.yaml"));
    assertThat(refusal).hasMessageContaining("nowhere.yaml cannot be read");
  }

  @Test
  void shouldRefuseADraftThatIsNotOneSetThatKeepsTheRules() throws IOException {
    Path file = directory.resolve("drafts.yaml");
    Files.writeString(
        file,
        """
        doors: {domain: video, questions: {open: {text: Is it open}}}
        parts: {domain: inspection, questions: {good: {text: Is it good}}}
        """);
    run("try", file.toString(), "--source", "gate");
    assertThat(refusal).hasMessageContaining("drafts.yaml holds several question sets");
    run("try", file.toString(), "--source", "gate", "--set-id", "gates");
    assertThat(refusal).hasMessageContaining("there is no question set gates in ");
    Files.writeString(file, "doors: {domain: video, frames: 99, questions: {a: {text: b}}}");
    run("try", file.toString(), "--source", "gate");
    assertThat(refusal).hasMessageContaining("question set doors: a window keeps 1 to 32 frames");
  }

  @Test
  void shouldRefuseASpanOrANumberOfWindowsThatCannotBe() {
    run("try", "drafts.yaml", "--source", "gate", "--last", "five");
    assertThat(refusal)
        .hasMessage("--last: 'five' is not a duration; write 500ms, 5s, 2m, 1h or 1d");
    run("try", "drafts.yaml", "--source", "gate", "--last", "8d");
    assertThat(refusal).hasMessage("--last: must be longer than 0 and at most 7d");
    run("try", "drafts.yaml", "--source", "gate", "--max-windows", "0");
    assertThat(refusal).hasMessage("--max-windows must be at least 1");
  }

  private void assertRefused(String yaml, String... parts) throws IOException {
    Path file = directory.resolve("questions.yaml");
    Files.writeString(file, yaml);

    put(file);

    assertThat(refusal).isInstanceOf(UserError.class).hasMessageContainingAll(parts);
  }

  private void put(Path file) {
    run("put", file.toString());
  }

  private void run(String... arguments) {
    refusal = null;
    new CommandLine(new QuestionsCommand())
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              refusal = e;
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }
}
