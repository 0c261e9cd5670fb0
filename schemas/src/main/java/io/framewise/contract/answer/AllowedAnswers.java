package io.framewise.contract.answer;

import io.framewise.contract.avro.Question;
import java.util.List;

/** The answers among which a model chooses, where a question has such. */
public final class AllowedAnswers {

  private static final List<String> YES_NO = List.of("yes", "no");

  private AllowedAnswers() {}

  /** Those of a question in the order by which they are numbered; empty where text is written. */
  public static List<String> of(Question question) {
    return switch (question.getAnswerType()) {
      case YES_NO -> YES_NO;
      case CHOICE -> List.copyOf(question.getChoices());
      case TEXT, NUMBER, BOX, POINT, JSON -> List.of();
    };
  }
}
