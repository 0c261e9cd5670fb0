package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.model.checkpoint.KnownQuestions.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownQuestionsTest {

  private static final KnownQuestions KNOWN =
      new KnownQuestions(
          List.of(
              new Known("How many cars are there?", AnswerType.NUMBER, List.of()),
              new Known("Which way?", AnswerType.CHOICE, List.of("left", "right"))));

  @TempDir private Path directory;

  @Test
  void shouldReadWhatIsWritten() throws IOException {
    KNOWN.write(directory);

    assertThat(KnownQuestions.of(directory)).contains(KNOWN);
  }

  @Test
  void shouldKnowNothingOfACheckpointWithoutAList() {
    assertThat(KnownQuestions.of(directory)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "How many cars are there?,        NUMBER, true",
    "'  how many\tCARS\nare there? ', NUMBER, true",
    "How many cars are there?,        TEXT,   false",
    "How many cars are there,         NUMBER, false",
    "How many carts are there?,       NUMBER, false"
  })
  void shouldKnowAQuestionByItsTextAndType(String text, AnswerType type, boolean known) {
    assertThat(KNOWN.has(question(text, type))).isEqualTo(known);
  }

  @Test
  void shouldKnowAChoiceByWhatCanBeChosen() {
    assertThat(KNOWN.has(question("Which way?", AnswerType.CHOICE, "right", "left"))).isTrue();
    assertThat(KNOWN.has(question("Which way?", AnswerType.CHOICE, "left"))).isFalse();
    assertThat(KNOWN.has(question("Which way?", AnswerType.CHOICE, "up", "down"))).isFalse();
    assertThat(KNOWN.hasText("which WAY?")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[]                                        | does not hold a JSON object",
        "{}                                        | questions is",
        "{'questions': []}                         | wanted is a list of 1 to 10000 questions",
        "{'questions': ['What?']}                  | wanted is a list of objects",
        "{'questions': [{'answer': 'text'}]}       | questions.a question has no text",
        "{'questions': [{'text': 5}]}              | questions.text is 5, wanted is a text",
        "{'questions': [{'text': 'A?', 'answer': 'maybe'}]} | wanted is one of",
        "{'questions': [{'text': 'A?', 'choices': [1]}]} | wanted is a list of texts"
      })
  void shouldNameWhatIsWrongInTheFile(String json, String problem) throws IOException {
    Path file = directory.resolve(KnownQuestions.FILE);
    Files.writeString(file, json.replace('\'', '"'));

    assertThatThrownBy(() -> KnownQuestions.of(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  private static Question question(String text, AnswerType type, String... choices) {
    return new Question("q", text, type, List.of(choices), null, 0, null);
  }
}
