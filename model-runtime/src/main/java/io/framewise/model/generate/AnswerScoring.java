package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.Look;
import io.framewise.model.internvl.InternVl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Compares allowed answers by the probability that the model gives to each as a whole, end of turn
 * included; without the end an answer that begins another would always win over it. All answers of
 * all questions go through the model at once, beside each other.
 */
final class AnswerScoring {

  /** A token, the row of logits that tells its probability, and the answer that it belongs to. */
  private record Term(long row, long token, int branch, int answer) {}

  private final InternVl model;
  private final List<Branch> branches;
  private final double[][] scores;

  AnswerScoring(InternVl model, List<Branch> branches) {
    this.model = model;
    this.branches = branches;
    scores =
        branches.stream()
            .map(branch -> new double[branch.answers().size()])
            .toArray(double[][]::new);
  }

  /** Slots that the widest row of {@code rows} needs. */
  static int slots(List<TokenizedLook> looks) {
    return looks.stream().mapToInt(AnswerScoring::slots).max().orElse(0);
  }

  private static int slots(TokenizedLook look) {
    return look.answers().stream()
        .flatMap(List::stream)
        .mapToInt(answer -> answer.length - 1)
        .sum();
  }

  /** The first tokens, from the logits after each question. */
  void first(PtNDManager step, NDArray logits) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      List<long[]> answers = branches.get(i).answers();
      for (int k = 0; k < answers.size(); k++) {
        terms.add(new Term(i, answers.get(k)[0], i, k));
      }
    }
    add(step, logits, terms);
  }

  /** The tokens after the first, each after those before it. */
  void rest(PtNDManager step, Conversation conversation, int batch) {
    Chunk chunk = new Chunk(batch);
    List<Term> terms = new ArrayList<>();
    List<Chunk.Place> places = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      for (int k = 0; k < branch.answers().size(); k++) {
        long[] answer = branch.answers().get(k);
        for (int t = 0; t + 1 < answer.length; t++) {
          long[] token = {answer[t]};
          int position = branch.answerStart() + t;
          places.add(chunk.add(branch.row(), token, position, branch.number(), k + 1L));
          terms.add(new Term(terms.size(), answer[t + 1], i, k));
        }
      }
    }
    if (!terms.isEmpty()) {
      NDArray hidden = conversation.advance(step, chunk);
      long[] at = places.stream().mapToLong(chunk::flat).toArray();
      NDArray logits = model.logits(step, hidden, at);
      BrokenLogitsException.check(model, logits, i -> places.get(i).row());
      add(step, logits, terms);
    }
  }

  private void add(PtNDManager step, NDArray logits, List<Term> terms) {
    long[] rows = terms.stream().mapToLong(Term::row).toArray();
    long[] tokens = terms.stream().mapToLong(Term::token).toArray();
    float[] found = model.tokenScores(step, logits, rows, tokens);
    for (int i = 0; i < found.length; i++) {
      scores[terms.get(i).branch()][terms.get(i).answer()] += found[i];
    }
  }

  /**
   * The best answer of one branch and its share among the allowed ones.
   *
   * @throws BrokenLogitsException when none has a probability that is a number above nothing
   */
  AskResult result(int branch) {
    if (!comparable(scores[branch])) {
      throw new BrokenLogitsException(branches.get(branch).row());
    }
    double[] shares = shares(scores[branch]);
    int best = 0;
    for (int i = 1; i < shares.length; i++) {
      best = shares[i] > shares[best] ? i : best;
    }
    Look.Ask ask = branches.get(branch).ask();
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
