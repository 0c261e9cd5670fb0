package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredAnswerTest {

  private static final List<PictureTiles> PICTURES = Looks.frames(6);
  private static final List<String> ANSWERS = List.of("left", "left and right", "no", "");

  @TempDir private Path directory;

  @Test
  void shouldShareOneAmongTheAllowedAnswers() {
    double[] shares = ScoredAnswer.shares(new double[] {-700, -701.5, -1200, -702});

    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares[0]).isGreaterThan(shares[1]).isGreaterThan(shares[3]);
  }

  @Test
  void shouldCallNothingTheBestWhereNoAnswerHasAProbability() {
    double nothing = Double.NEGATIVE_INFINITY;

    assertThat(ScoredAnswer.comparable(new double[] {nothing, nothing})).isFalse();
    assertThat(ScoredAnswer.comparable(new double[] {-3, Double.NaN})).isFalse();
    assertThat(ScoredAnswer.comparable(new double[] {nothing, -3})).isTrue();
    assertThat(ScoredAnswer.shares(new double[] {nothing, -3})).containsExactly(0, 1);
  }

  @Test
  void shouldGiveTheProbabilityThatAFullPassOverEachAnswerGives() {
    try (TinyModel tiny = TinyModel.write(directory, TinyVariant.SMALL)) {
      PromptFormat format = new PromptFormat(tiny.tokens(), "", 16);
      Ask ask = new Ask("q", "Where to?", ANSWERS);
      Look look = new Look("<image>\n", PICTURES, List.of(ask), 1);
      TokenizedLook tokenized = TokenizedLook.of(look, format, 4096);
      double[] shares =
          ScoredAnswer.shares(
              ANSWERS.stream()
                  .mapToDouble(answer -> score(tiny, format, tokenized, answer))
                  .toArray());

      AskResult result = tiny.answers(format, 4096, look).get(0).answers().get(0);

      assertThat(result.probability().orElseThrow())
          .isCloseTo(Arrays.stream(shares).max().orElseThrow(), within(1e-4))
          .isCloseTo(shares[ANSWERS.indexOf(result.text())], within(1e-4));
    }
  }

  /** Log probability of an answer, recomputed from the beginning for each of its tokens. */
  private static double score(
      TinyModel tiny, PromptFormat format, TokenizedLook look, String answer) {
    LongStream prompt =
        LongStream.concat(
            LongStream.of(look.prefix().ids()), LongStream.of(look.questions().get(0)));
    long[] context = prompt.toArray();
    double score = 0;
    for (long token : format.answer(answer)) {
      float[] logits = tiny.logitsOf(context, PICTURES);
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp(logit);
      }
      score += logits[(int) token] - Math.log(sum);
      context = LongStream.concat(LongStream.of(context), LongStream.of(token)).toArray();
    }
    return score;
  }
}
