package io.framewise.model.generate;

import io.framewise.contract.avro.Question;
import java.util.List;

/**
 * What one request asks of the model: one look, several questions.
 *
 * @param prompt what precedes each question, with one {@code <image>} placeholder a picture
 * @param pictures the pictures in the order of their placeholders
 * @param questions asked one by one after the same prompt
 * @param maxNewTokens an answer ends after this many tokens at the latest
 */
public record Look(
    String prompt, List<PictureTiles> pictures, List<Ask> questions, int maxNewTokens) {

  /**
   * One question.
   *
   * @param questionId its id
   * @param text its text as the user wrote it; placeholders and control tokens inside are plain
   *     text
   * @param allowedAnswers when not empty these are scored against each other and nothing is
   *     generated
   */
  public record Ask(String questionId, String text, List<String> allowedAnswers) {

    private static final List<String> YES_NO = List.of("yes", "no");

    /** A question of a request. */
    public static Ask of(Question question) {
      List<String> allowed =
          switch (question.getAnswerType()) {
            case YES_NO -> YES_NO;
            case CHOICE -> List.copyOf(question.getChoices());
            default -> List.of();
          };
      return new Ask(question.getId(), question.getText(), allowed);
    }
  }
}
