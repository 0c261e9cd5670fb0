package io.framewise.platform.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FittedTextTest {

  private static final String COLOUR =
      """
      {"type": "object", "additionalProperties": false, "required": ["colour", "note"],
       "properties": {"colour": {"enum": ["red", "green"]}, "note": {"type": "string"}}}
      """;

  private static final Vocabulary VOCABULARY =
      ByteVocabulary.of("{\"", "colour", "\":\"", "red", "green", "\":\"r", "xy", "note", "\"}");

  private static Fitting fitting() {
    return new Fitting(Grammar.json(COLOUR), VOCABULARY);
  }

  private static String written(List<Long> tokens) {
    return tokens.stream()
        .map(id -> new String(VOCABULARY.bytes(id.intValue()), StandardCharsets.UTF_8))
        .collect(Collectors.joining("|"));
  }

  private static long token(String text) {
    int[] tokens = VOCABULARY.encode(text.getBytes(StandardCharsets.UTF_8));
    assertThat(tokens).hasSize(1);
    return tokens[0];
  }

  @Test
  void shouldGiveAllTokensThatMustComeAtOnceAndLeaveTheRestToTheModel() {
    FittedText text = fitting().begin(300);

    // The token ":" is left out, since ":"r begins with it.
    assertThat(written(text.certain())).isEqualTo("{\"|colour");
    text.certain().forEach(text::take);
    assertThat(text.certain()).isEmpty();
    text.take(token("\":\""));
    text.take(token("red"));
    assertThat(written(text.certain())).isEqualTo("\"|,|\"|note");
  }

  @Test
  void shouldWriteTheShortestEndWhenNoMoreTokensAreLeft() {
    Fitting fitting = fitting();
    FittedText text = fitting.begin(fitting.shortest());

    assertThat(written(text.certain().subList(0, text.certain().size() - 1)))
        .isEqualTo("{\"|colour|\":\"|red|\"|,|\"|note|\":\"|\"}");
  }

  @Test
  void shouldRefuseALimitThatNoAnswerKeepsToWithBothNumbers() {
    Fitting fitting = fitting();

    assertThatThrownBy(() -> fitting.begin(4))
        .hasMessageContaining("takes 11 tokens")
        .hasMessageContaining("limit is 4");
  }

  @Test
  void shouldTakeTheLikeliestOfThoseThatFit() {
    FittedText text = fitting().begin(300);
    text.certain().forEach(text::take);
    text.take(token("\":\""));
    float[] scores = new float[400];
    scores[(int) token("xy")] = 9;
    scores[(int) token("green")] = 5;
    scores[(int) token("red")] = 4;

    assertThat(text.best(token("xy"), () -> scores)).isEqualTo(token("green"));
    float[] masked = text.masked(scores);
    assertThat(masked[(int) token("xy")]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(masked[(int) token("red")]).isEqualTo(4);
    assertThatThrownBy(() -> text.take(token("xy"))).hasMessageContaining("does not fit");
  }

  private static long highest(float[] scores) {
    int best = 0;
    for (int token = 0; token < scores.length; token++) {
      best = scores[token] > scores[best] ? token : best;
    }
    return best;
  }

  @Test
  void shouldAllowTheSameTokensAsAWalkOverAllOfThem() {
    Vocabulary vocabulary =
        ByteVocabulary.of("ab", "a\"", "\"}", "é", "ü\\n", "zzzzzz", "\\", "\n");
    Fitting fitting =
        new Fitting(
            Grammar.json("{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 4}"), vocabulary);
    FittedText text = fitting.begin(100);
    text.take('"');
    float[] masked = text.masked(new float[vocabulary.words() * Long.SIZE]);

    // Another one, for which no mask was made.
    FittedText unmasked =
        new Fitting(
                Grammar.json("{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 4}"),
                vocabulary)
            .begin(100);
    unmasked.take('"');
    for (int first = 0; first < vocabulary.end(); first += 7) {
      float[] scores = new float[(int) vocabulary.end() + 1];
      for (int token = 0; token < scores.length; token++) {
        scores[token] = (token - first + scores.length) % scores.length;
      }
      assertThat(unmasked.best(Long.SIZE * 99, () -> scores))
          .isEqualTo(highest(text.masked(scores)));
    }

    Grammar grammar = Grammar.json("{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 4}");
    Term here = grammar.terms().after(grammar.root(), '"');
    for (int token = 0; token < vocabulary.end(); token++) {
      Term left = here;
      for (byte value : vocabulary.bytes(token)) {
        left = grammar.terms().after(left, value & 0xFF);
      }
      assertThat(masked[token] == 0)
          .as(Arrays.toString(vocabulary.bytes(token)))
          .isEqualTo(left != Terms.NOTHING);
    }
  }
}
