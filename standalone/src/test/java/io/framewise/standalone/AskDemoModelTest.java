package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ask} says of a model that lists the questions that it knows. */
class AskDemoModelTest {

  @TempDir private Path model;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() {
    DemoCheckpoint.write(model);
  }

  @Test
  void shouldAnswerAKnownQuestionWithoutAWarning() throws IOException {
    assertThat(ask("is there a RED car?").get("known_question").booleanValue()).isTrue();
    assertThat(err.toString()).doesNotContain("not trained");
  }

  @Test
  void shouldSayBeforeTheAnswerThatItDoesNotKnowAQuestion() throws IOException {
    assertThat(ask("Is there a blue dragon?").get("known_question").booleanValue()).isFalse();

    run("Is there a blue dragon?");

    assertThat(err.toString())
        .containsSubsequence(
            "This model was not trained for this question: its answer means nothing.",
            "It knows these questions only:",
            "  Is there a red car?");
  }

  private JsonNode ask(String question) throws IOException {
    run("--json", question);
    return new ObjectMapper().readTree(out.toString());
  }

  private void run(String... more) {
    List<String> words = new ArrayList<>(List.of("ask", "--model", model.toString()));
    words.addAll(List.of("--system", " "));
    words.addAll(List.of(more));
    int code =
        FramewiseCommand.line()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.toArray(String[]::new));
    assertThat(code).isZero();
  }
}
