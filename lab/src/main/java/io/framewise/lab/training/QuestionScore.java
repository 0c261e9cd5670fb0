package io.framewise.lab.training;

import io.framewise.contract.avro.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How one question was answered over many windows. */
final class QuestionScore {

  /**
   * One answer.
   *
   * @param right whether it was right
   * @param unseen whether the combination was kept back from training
   * @param probability that the model gave it, where answers were scored
   */
  record Try(boolean right, boolean unseen, OptionalDouble probability) {}

  private final Question question;
  private final List<Try> tries = new ArrayList<>();

  QuestionScore(Question question) {
    this.question = question;
  }

  void add(Try one) {
    tries.add(one);
  }

  Question question() {
    return question;
  }

  List<Try> tries() {
    return tries;
  }

  /** Share of right answers. */
  double share() {
    return share(tries);
  }

  /** Share of right answers where the combination was kept back from training. */
  double unseenShare() {
    return share(tries.stream().filter(Try::unseen).toList());
  }

  static double share(List<Try> some) {
    return some.stream().mapToInt(one -> one.right() ? 1 : 0).average().orElse(Double.NaN);
  }
}
