package io.framewise.model.generate;

import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A question whose allowed answers are compared by the probability that the model gives to each as
 * a whole, end of turn included; without the end an answer that begins another would always win
 * over it. All answers go through the model at once, beside each other.
 */
final class ScoredAnswer implements QuestionRun {

  /** A token, how many rows after the first tells its probability, and its answer. */
  private record Term(int row, long token, int answer) {}

  private final Look.Ask ask;
  private final List<long[]> answers;
  private final List<PlacedToken> rest = new ArrayList<>();
  private final List<Term> restTerms = new ArrayList<>();
  private final double[] scores;
  private boolean begun;
  private boolean ended;

  /**
   * A question that nothing is known of.
   *
   * @param answers tokens of each allowed answer
   * @param branch of its text
   * @param start position of the first token of an answer
   */
  ScoredAnswer(Look.Ask ask, List<long[]> answers, int branch, int start) {
    this.ask = ask;
    this.answers = answers;
    scores = new double[answers.size()];
    for (int k = 0; k < answers.size(); k++) {
      long[] answer = answers.get(k);
      for (int t = 0; t + 1 < answer.length; t++) {
        restTerms.add(new Term(rest.size(), answer[t + 1], k));
        rest.add(new PlacedToken(answer[t], start + t, branch, k + 1L, start + t + 1L));
      }
    }
  }

  @Override
  public int slots() {
    return rest.size();
  }

  /** The tokens after the first of each answer, each after those before it. */
  @Override
  public List<PlacedToken> next() {
    return begun && !ended ? rest : List.of();
  }

  @Override
  public void take(PassLogits logits, int first) {
    if (begun) {
      logits.check(first, rest.size());
      add(logits, first, restTerms);
      ended = true;
    } else {
      logits.check(first, 1);
      List<Term> terms = new ArrayList<>();
      for (int k = 0; k < answers.size(); k++) {
        terms.add(new Term(0, answers.get(k)[0], k));
      }
      add(logits, first, terms);
      begun = true;
      ended = rest.isEmpty();
    }
  }

  private void add(PassLogits logits, int first, List<Term> terms) {
    long[] rows = terms.stream().mapToLong(term -> first + term.row()).toArray();
    long[] tokens = terms.stream().mapToLong(Term::token).toArray();
    float[] found = logits.scores(rows, tokens);
    for (int i = 0; i < found.length; i++) {
      scores[terms.get(i).answer()] += found[i];
    }
  }

  /**
   * The best answer and its share among the allowed ones.
   *
   * @throws BrokenLogitsException when none has a probability that is a number above nothing
   */
  @Override
  public AskResult result() {
    if (!comparable(scores)) {
      throw new BrokenLogitsException(0);
    }
    double[] shares = shares(scores);
    int best = 0;
    for (int i = 1; i < shares.length; i++) {
      best = shares[i] > shares[best] ? i : best;
    }
    return new AskResult(
        ask.questionId(),
        ask.allowedAnswers().get(best),
        OptionalDouble.of(shares[best]),
        0,
        FinishReason.SCORED);
  }

  /** Whether there is a best one: at least one is a number, and all are numbers or nothing. */
  static boolean comparable(double[] scores) {
    return Double.isFinite(Arrays.stream(scores).max().orElse(Double.NaN));
  }

  /** Softmax of log probabilities. */
  static double[] shares(double[] scores) {
    double top = Arrays.stream(scores).max().orElse(0);
    double[] shares = Arrays.stream(scores).map(score -> Math.exp(score - top)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
