package io.framewise.streams.questions;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.testing.TestRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must hold of a question's schema before anybody is asked. */
class QuestionSetRulesTest {

  private static final String SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["seen"],
       "properties": {"seen": {"type": "boolean"}}}""";

  private static List<String> problems(AnswerType type, String schema) {
    Question question = new Question("q", "What is there?", type, List.of(), schema, 0, null);
    QuestionSet set =
        QuestionSet.newBuilder(TestRecords.questionSet("people"))
            .setQuestions(List.of(question))
            .build();
    return QuestionSetRules.problems("people", set);
  }

  @Test
  void shouldTakeAJsonQuestionWithASchemaThatCanBeUsed() {
    assertThat(problems(AnswerType.JSON, SCHEMA)).isEmpty();
  }

  @Test
  void shouldNameThePlaceInASchemaThatCannotBeUsed() {
    assertThat(problems(AnswerType.JSON, SCHEMA.replace("\"boolean\"", "\"boolean\", \"not\": {}")))
        .singleElement()
        .asString()
        .contains("question q", "/properties/seen");
    assertThat(problems(AnswerType.JSON, "{\"type\": ")).singleElement().asString().contains("q");
  }

  @Test
  void shouldWantASchemaOfAJsonQuestionAndOfNoOther() {
    assertThat(problems(AnswerType.JSON, null))
        .singleElement()
        .asString()
        .contains("needs a schema");
    assertThat(problems(AnswerType.TEXT, SCHEMA)).singleElement().asString().contains("no schema");
  }

  @Test
  void shouldBoundASchemaBeforeItIsRead() {
    String padded = " ".repeat(8000) + SCHEMA;

    assertThat(problems(AnswerType.JSON, padded)).singleElement().asString().contains("8000");
  }
}
