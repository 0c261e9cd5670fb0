package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.answer.Grounding;
import io.framewise.model.engine.AnswerForm;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.fit.Grammar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of random weights would write anything; held to a form its answers are always read. */
class AnswerFormsTest {

  @TempDir private static Path directory;
  private static InternVlEngine engine;

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 5);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static void eachAnswer(AnswerForm form, int limit, Consumer<String> check) {
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Ask ask = new Ask("q", "Question " + i + "?", List.of(), limit, form);
      looks.add(Looks.video(8, Looks.frames(i), ask, Looks.yesNo("Is it?")));
    }
    engine.answer(looks).looks().forEach(look -> check.accept(look.answers().get(0).text()));
  }

  @Test
  void shouldWriteNumbersWhereANumberIsAskedFor() {
    eachAnswer(
        AnswerForm.NUMBER, 8, text -> assertThat(text).matches("[+-]?\\d{1,15}(\\.\\d{1,9})?"));
  }

  @Test
  void shouldWriteBoxesOrNoneWhereABoxIsAskedFor() {
    eachAnswer(
        AnswerForm.BOXES,
        60,
        text -> assertThat(Grounding.boxes(text, 640, 480)).as(text).isPresent());
  }

  @Test
  void shouldWritePointsOrNoneWhereAPointIsAskedFor() {
    eachAnswer(
        AnswerForm.POINTS,
        60,
        text -> assertThat(Grounding.points(text, 640, 480)).as(text).isPresent());
  }

  @Test
  void shouldWriteJsonOfTheSchemaWhereItIsAskedFor() {
    String schema =
        """
        {"type": "object", "additionalProperties": false, "required": ["what", "count"],
         "properties": {"what": {"type": "string", "maxLength": 12},
                        "count": {"type": "integer", "minimum": 0, "maximum": 99}}}""";
    Grammar grammar = Grammar.json(schema);

    eachAnswer(
        AnswerForm.json(schema), 60, text -> assertThat(grammar.matches(text)).as(text).isTrue());
  }

  @Test
  void shouldRefuseALookWhoseSchemaCannotBeUsedAndNoOther() {
    Ask refused = new Ask("q", "What?", List.of(), 60, AnswerForm.json("{\"not\": {}}"));
    Look bad = Looks.video(8, Looks.frames(1), refused);

    assertThatThrownBy(() -> engine.answer(List.of(bad)))
        .isInstanceOf(LookRefusedException.class)
        .hasMessageContaining("not");
    eachAnswer(AnswerForm.NUMBER, 8, text -> assertThat(text).isNotEmpty());
  }

  @Test
  void shouldLeaveTextsAlone() {
    List<String> free = new ArrayList<>();
    eachAnswer(AnswerForm.TEXT, 8, free::add);

    assertThat(free).anyMatch(text -> !text.matches("[-\\d.]*"));
  }
}
