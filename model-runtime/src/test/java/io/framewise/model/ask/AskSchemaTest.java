package io.framewise.model.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskSchemaTest {

  private static final String QUESTION = "What is red?";

  @TempDir private static Path directory;
  private static Path model;

  private final Console console = new Console();

  @BeforeAll
  static void write() {
    model = directory.resolve("tiny");
    TinyCheckpoint.write(model, 1);
  }

  private static Path schema(String json) throws IOException {
    return Files.writeString(directory.resolve("schema.json"), json);
  }

  @Test
  void shouldAnswerWithJsonOfTheSchema() throws IOException {
    Path schema =
        schema(
            """
            {"type": "object", "additionalProperties": false, "required": ["colour", "count"],
             "properties": {"colour": {"enum": ["red", "blue"]},
                            "count": {"type": "integer", "minimum": 0, "maximum": 9}}}
            """);

    assertThat(console.ask("--model", model, "--schema", schema, QUESTION)).isZero();

    assertThat(console.out().strip()).matches("\\{\"colour\":\"(red|blue)\",\"count\":\\d}");
    assertThat(console.err()).doesNotContain("cut after");
  }

  @Test
  void shouldNameWhatIsNotSupportedBeforeTheModelIsLoaded() throws IOException {
    Path schema = schema("{\"type\": \"string\", \"format\": \"date\"}");

    assertThatThrownBy(
            () -> console.ask("--model", directory.resolve("none"), "--schema", schema, QUESTION))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("schema.json: schema at /format: format is not supported");
  }

  @Test
  void shouldSayHowManyTokensTheShortestAnswerTakes() throws IOException {
    Path schema = schema("{\"const\": \"a long text\"}");

    assertThatThrownBy(
            () -> console.ask("--model", model, "--max-tokens", 3, "--schema", schema, QUESTION))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(".*its shortest answer takes \\d+ tokens, the limit is 3");
  }
}
