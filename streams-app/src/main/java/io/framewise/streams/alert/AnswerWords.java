package io.framewise.streams.alert;

import io.framewise.contract.avro.Answer;
import java.math.BigDecimal;

/** Answers in a few words, for people. */
public final class AnswerWords {

  private static final int MAX_TEXT = 200;

  private AnswerWords() {}

  /** A valid answer in a few words; for boxes and points it is their number. */
  public static String of(Answer answer) {
    return switch (answer.getAnswerType()) {
      case YES_NO -> answer.getYesNo() ? "yes" : "no";
      case CHOICE -> answer.getChoice();
      case NUMBER -> BigDecimal.valueOf(answer.getNumber()).stripTrailingZeros().toPlainString();
      case TEXT -> shortened(answer.getText());
      case JSON -> shortened(answer.getJson());
      case BOX -> Integer.toString(answer.getBoxes().size());
      case POINT -> Integer.toString(answer.getPoints().size());
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
