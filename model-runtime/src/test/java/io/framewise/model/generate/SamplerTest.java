package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.engine.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scores that Transformers' logits processors gave: src/test/python/sampling.py. */
class SamplerTest {

  private static final int DRAWS = 20_000;
  private static final float[] LOGITS = {1, 3, 2, 3, -1};

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = SamplerTest.class.getResourceAsStream("sampling.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  private static Sampling sampling(JsonNode golden, long seed) {
    return new Sampling(
        golden.get("temperature").asDouble(),
        golden.get("top_k").asInt(),
        golden.get("top_p").asDouble(),
        golden.get("repetition_penalty").asDouble(),
        seed);
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).isNull() ? Float.NEGATIVE_INFINITY : list.get(i).floatValue();
    }
    return values;
  }

  private static List<Long> context(JsonNode golden) {
    List<Long> context = new ArrayList<>();
    golden.get("context").forEach(id -> context.add(id.asLong()));
    return context;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldScoreTokensAsTransformersDoes(JsonNode golden) {
    Sampling sampling = sampling(golden, 0);
    TokenScores scores = new TokenScores(floats(golden.get("logits")));

    scores.penalise(context(golden), sampling.repetitionPenalty());
    scores.divide(sampling.temperature());
    scores.keepHighest(sampling.topK());
    scores.keepMass(sampling.topP());

    assertThat(scores.values()).containsExactly(floats(golden.get("scores")), within(1e-4f));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldDrawTokensAsOftenAsTransformersGivesThemProbability(JsonNode golden) {
    Sampler sampler = new Sampler(sampling(golden, 7));
    float[] logits = floats(golden.get("logits"));
    double[] share = new double[logits.length];

    for (int i = 0; i < DRAWS; i++) {
      share[(int) sampler.next(logits, context(golden)).orElseThrow()] += 1.0 / DRAWS;
    }

    for (int token = 0; token < share.length; token++) {
      double expected = golden.get("probabilities").get(token).asDouble();
      double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
      assertThat(share[token])
          .as("token %d", token)
          .isCloseTo(expected, within(5 * deviation + 1e-9));
    }
  }

  @Test
  void shouldTakeTheFirstOfTheLikeliestWhenNothingIsDrawn() {
    assertThat(new Sampler(Sampling.GREEDY).next(LOGITS, List.of())).hasValue(1);
  }

  @Test
  void shouldPenaliseRepetitionWhenNothingIsDrawn() {
    Sampler sampler = new Sampler(new Sampling(0, 0, 1, 2, 0));

    assertThat(sampler.next(LOGITS, List.of(1L, 3L))).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void shouldTakeNothingWhereThePenaltyDrivesAScoreOutOfAllNumbers(double temperature) {
    Sampler sampler = new Sampler(new Sampling(temperature, 0, 1, 0.01, 0));
    float[] logits = {1, 3e37f, 2};

    assertThat(sampler.next(logits, List.of(1L))).isEmpty();
    assertThat(sampler.next(logits, List.of(0L))).hasValue(1);
  }

  @Test
  void shouldLeaveTheLogitsAsTheyAre() {
    float[] logits = LOGITS.clone();

    new Sampler(new Sampling(0.5, 2, 0.5, 2, 0)).next(logits, List.of(0L, 1L));

    assertThat(logits).containsExactly(LOGITS);
  }

  @Test
  void shouldDrawTheSameAgainFromTheSameSeedOnly() {
    assertThat(drawn(11)).isEqualTo(drawn(11)).isNotEqualTo(drawn(12));
  }

  private static List<Long> drawn(long seed) {
    Sampler sampler = new Sampler(new Sampling(5, 0, 1, 1, seed));
    return IntStream.range(0, 50)
        .mapToObj(i -> sampler.next(LOGITS, List.of()).orElseThrow())
        .toList();
  }

  @Test
  void shouldNameASettingOutOfBounds() {
    assertThatThrownBy(() -> new Sampling(1, 0, 1.5, 1, 0)).hasMessageContaining("top-p");
    assertThatThrownBy(() -> new Sampling(-1, 0, 1, 1, 0)).hasMessageContaining("temperature");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-45, 1e-300, Double.MIN_VALUE, 1e-38})
  void shouldTakeTheLikeliestWhereTheTemperatureIsTooLowToDivideBy(double temperature) {
    float[] logits = {1, 3, 2, 2.5f, -1};

    assertThat(new Sampler(new Sampling(temperature, 50, 0.9, 1, 3)).next(logits, List.of()))
        .hasValue(1);
  }

  @Test
  void shouldRefuseSettingsThatAreNoNumbers() {
    double none = Double.NaN;

    assertThatThrownBy(() -> new Sampling(none, 0, 1, 1, 0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Sampling(1, 0, none, 1, 0)).hasMessageContaining("top-p");
    assertThatThrownBy(() -> new Sampling(1, 0, 1, none, 0)).hasMessageContaining("repetition");
    assertThatThrownBy(() -> new Sampling(Double.POSITIVE_INFINITY, 0, 1, 1, 0))
        .hasMessageContaining("is Infinity");
  }
}
