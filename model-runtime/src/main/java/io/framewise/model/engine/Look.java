package io.framewise.model.engine;

import io.framewise.contract.answer.AllowedAnswers;
import io.framewise.contract.answer.AnswerLengths;
import io.framewise.contract.avro.Question;
import java.util.List;

/**
 * What one request asks of the model: one look, several questions.
 *
 * @param prompt what precedes each question, with one {@code <image>} placeholder a picture
 * @param pictures the pictures in the order of their placeholders
 * @param questions asked one by one after the same prompt
 * @param maxNewTokens an answer to a question without a limit of its own ends after this many
 *     tokens at the latest
 */
public record Look(
    String prompt, List<? extends Picture> pictures, List<Ask> questions, int maxNewTokens)
    implements AutoCloseable {

  /** The same without its pictures. */
  public Look withoutPictures() {
    return new Look(prompt, List.of(), questions, maxNewTokens);
  }

  /** Closes the pictures. */
  @Override
  public void close() {
    pictures.forEach(Picture::close);
  }

  /**
   * One question.
   *
   * @param questionId its id
   * @param text its text as the user wrote it; placeholders and control tokens inside are plain
   *     text
   * @param allowedAnswers when not empty these are scored against each other and nothing is
   *     generated
   * @param maxNewTokens its answer ends after this many tokens at the latest; 0 for the look's
   *     limit
   * @param form what an answer may be that is generated
   */
  public record Ask(
      String questionId,
      String text,
      List<String> allowedAnswers,
      int maxNewTokens,
      AnswerForm form) {

    /** A question with the limit of its look. */
    public Ask(String questionId, String text, List<String> allowedAnswers) {
      this(questionId, text, allowedAnswers, 0);
    }

    /** A question whose answer is any text, unless it is scored. */
    public Ask(String questionId, String text, List<String> allowedAnswers, int maxNewTokens) {
      this(questionId, text, allowedAnswers, maxNewTokens, AnswerForm.TEXT);
    }

    /**
     * A question of a request.
     *
     * @param shared the request's limit of an answer; 0 for one that suits the type
     */
    public static Ask of(Question question, int shared) {
      return new Ask(
          question.getId(),
          question.getText(),
          AllowedAnswers.of(question),
          AnswerLengths.of(question, shared),
          AnswerForm.of(question));
    }
  }
}
