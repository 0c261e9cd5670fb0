package io.framewise.contract.answer;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import java.util.List;

/**
 * How many tokens an answer may take. The question's own limit comes first, then that of its
 * question set or request, then one that suits the answer's type; each of the first two counts only
 * where it is above 0.
 */
public final class AnswerLengths {

  /**
   * The answer is scored, not generated; this much is for workers that generate it all the same.
   */
  private static final int DECISION = 8;

  private static final int NUMBER = 16;

  /** A box with a short label takes about 25 tokens: ten of them. */
  private static final int PLACES = 256;

  private static final int TEXT = 128;

  /** What is longer is closed within it. */
  private static final int JSON = 512;

  private AnswerLengths() {}

  /** The limit that suits a type. */
  public static int of(AnswerType type) {
    return switch (type) {
      case YES_NO, CHOICE -> DECISION;
      case NUMBER -> NUMBER;
      case BOX, POINT -> PLACES;
      case TEXT -> TEXT;
      case JSON -> JSON;
    };
  }

  /**
   * The limit of one question.
   *
   * @param shared limit of its question set or request; 0 for none
   */
  public static int of(Question question, int shared) {
    if (question.getMaxNewTokens() > 0) {
      return question.getMaxNewTokens();
    }
    return shared > 0 ? shared : of(question.getAnswerType());
  }

  /**
   * The highest limit among questions, for a request as a whole.
   *
   * @param shared limit of their question set; 0 for none
   */
  public static int longest(List<Question> questions, int shared) {
    return questions.stream().mapToInt(question -> of(question, shared)).max().orElse(0);
  }

  /**
   * Copies of the questions, each with the limit that counts for it.
   *
   * @param shared limit of their question set; 0 for none
   */
  public static List<Question> filled(List<Question> questions, int shared) {
    return questions.stream()
        .map(
            question ->
                new Question(
                    question.getId(),
                    question.getText(),
                    question.getAnswerType(),
                    question.getChoices(),
                    question.getJsonSchema(),
                    of(question, shared),
                    question.getAlert()))
        .toList();
  }
}
