package io.framewise.streams.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.questions.QuestionSetRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionSetSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "time, TIME, 4",
    "change, CHANGE, 4",
    "image, IMAGE, 1",
    "part, PART, 4",
    "pair, PAIR, 2"
  })
  void shouldKnowHowManyFramesAKindOfWindowHas(String written, WindowKind kind, int frames) {
    QuestionSet set = set("windows: " + written);

    assertThat(set.getWindow().getKind()).isEqualTo(kind);
    assertThat(set.getWindow().getFrames()).isEqualTo(frames);
  }

  @Test
  void shouldTakeWhatDiffersForSomeSourcesAndLeaveTheRest() {
    QuestionSet set =
        set("overrides: {far: {sources: [yard, gate], window-size: 8s, grace: 0ms, max-tiles: 6}}");

    assertThat(set.getOverrides())
        .containsExactly(
            WindowOverride.newBuilder()
                .setSourceIds(List.of("yard", "gate"))
                .setSizeMs(8000L)
                .setGraceMs(0L)
                .setMaxTiles(6)
                .build());
  }

  @Test
  void shouldLeaveTheLengthOfAnswersToTheirTypesUnlessOneIsGiven() {
    QuestionSet set = set("max-tiles: 1");
    assertThat(set.getMaxNewTokens()).isZero();
    assertThat(set.getQuestions().get(0).getMaxNewTokens()).isZero();
    assertThat(QuestionSetRules.problems("doors", set)).isEmpty();

    assertThat(set("max-new-tokens: 24").getMaxNewTokens()).isEqualTo(24);
    QuestionSet own =
        set("max-new-tokens: 24", "{text: What is it, answer: text, max-new-tokens: 300}");
    assertThat(own.getQuestions().get(0).getMaxNewTokens()).isEqualTo(300);
    assertThat(QuestionSetRules.problems("doors", own)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "max-new-tokens: -1; 0; max-new-tokens must be 1 to 4096, or 0 for what suits the answers",
        "max-new-tokens: 4097; 0; max-new-tokens must be 1 to 4096, or 0 for what suits the answers",
        "max-tiles: 1; -1; question open takes max-new-tokens of 1 to 4096, or 0 for the set's",
        "max-tiles: 1; 4097; question open takes max-new-tokens of 1 to 4096, or 0 for the set's"
      })
  void shouldNameALengthThatIsNone(String line, int own, String problem) {
    QuestionSet set = set(line, "{text: What is it, max-new-tokens: " + own + "}");

    assertThat(QuestionSetRules.problems("doors", set)).containsExactly(problem);
  }

  @Test
  void shouldRefuseAnOverrideWithoutSources() {
    assertThatThrownBy(() -> set("overrides: {far: {frames: 2}}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sources must be given");
  }

  private static QuestionSet set(String line) {
    return set(line, "{text: \"Is the door open?\", answer: yes_no}");
  }

  private static QuestionSet set(String line, String question) {
    String yaml =
        """
        streams:
          question-sets:
            doors:
              domain: inspection
              %s
              questions:
                open: %s
        """
            .formatted(line, question);
    return SettingsSource.parse("test", yaml, Map.of(), Map.of())
        .bind(Section.STREAMS, StreamsSettings.class)
        .questionSets()
        .get("doors")
        .toQuestionSet("doors");
  }
}
