package io.framewise.platform.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.answer.Grounding;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of the types that questions have, read as the topology reads them. */
class QuestionGrammarsTest {

  private static final Vocabulary VOCABULARY =
      ByteVocabulary.of(
          "<ref>", "</ref>", "<box>", "</box>", "[[", "]]", ", ", "100", "50", "none");

  /** As the answers of streams-app are read. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,9})?");

  private static List<String> texts(Grammar grammar) {
    Fitting fitting = new Fitting(grammar, VOCABULARY);
    return IntStream.range(0, 100)
        .mapToObj(seed -> new Writing(fitting, seed).text(12 + seed * 3).orElseThrow())
        .toList();
  }

  @Test
  void shouldWriteBoxesThatAreRead() {
    assertThat(texts(Grammar.boxes()))
        .allSatisfy(text -> assertThat(Grounding.boxes(text, 640, 480)).as(text).isPresent());
  }

  @Test
  void shouldWritePointsThatAreRead() {
    assertThat(texts(Grammar.points()))
        .allSatisfy(text -> assertThat(Grounding.points(text, 640, 480)).as(text).isPresent());
  }

  @Test
  void shouldWriteNumbersChoicesAndDecisions() {
    assertThat(texts(Grammar.number())).allMatch(text -> NUMBER.matcher(text).matches());
    assertThat(texts(Grammar.yesOrNo())).allMatch(text -> text.matches("yes|no|Yes|No"));
    assertThat(texts(Grammar.choice(List.of("left", "left turn", "größer"))))
        .contains("left", "left turn", "größer")
        .allMatch(text -> text.matches("left|left turn|größer"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ref>a dog</ref><box>[[72, 60, 931, 846]]</box> | true",
        "<ref>Hund</ref><box>[[1, 2, 3, 4], [5,6,7,1000]]</box><ref>ü</ref><box>[[0, 0, 0, 0]]</box> | true",
        "[[1, 2, 3, 4]] | true",
        "none | true",
        "[[5, 2, 3, 4]] | false",
        "[[1, 2, 3, 1]] | false",
        "[[1, 2, 3, 1001]] | false",
        "[[1, 2, 3]] | false",
        "[[01, 2, 3, 4]] | false",
        "<box>[[1, 2, 3, 4]] | false"
      })
  void shouldKnowHowABoxIsWritten(String text, boolean allowed) {
    assertThat(Writing.allows(Grammar.boxes(), text)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ref>button</ref><box>[[931, 60]]</box> | true",
        "pyautogui.click(x=0.2346, y=0.381) | true",
        "[[0, 1000]] | true",
        "[[1, 2, 3, 4]] | false",
        "pyautogui.click(x=1.5, y=0) | false"
      })
  void shouldKnowHowAPointIsWritten(String text, boolean allowed) {
    assertThat(Writing.allows(Grammar.points(), text)).isEqualTo(allowed);
  }
}
