package io.framewise.streams.questions;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The condition of an alert rule: which answers meet its {@code when}. */
public final class AlertCondition {

  private static final String ANY = "any";
  private static final Pattern COMPARISON =
      Pattern.compile("(>=|<=|>|<|=|)\\s{0,9}([+-]?\\d{1,15}(?:\\.\\d{1,9})?)");

  private AlertCondition() {}

  /** Whether a valid answer meets the condition. */
  public static boolean meets(List<String> when, Answer answer) {
    return switch (answer.getAnswerType()) {
      case YES_NO -> contains(when, answer.getYesNo() ? "yes" : "no");
      case CHOICE -> contains(when, answer.getChoice());
      case TEXT -> contains(when, answer.getText().strip());
      case NUMBER -> when.stream().allMatch(text -> holds(text, answer.getNumber()));
      case BOX -> !answer.getBoxes().isEmpty();
      case POINT -> !answer.getPoints().isEmpty();
      case JSON -> false;
    };
  }

  /** What is wrong with the condition of a question's alert, for people. */
  static Optional<String> problem(Question question) {
    List<String> when = question.getAlert().getWhen();
    if (when.isEmpty()) {
      return Optional.of("its alert needs a 'when'");
    }
    return when.stream().flatMap(text -> problem(question, text).stream()).findFirst();
  }

  private static Optional<String> problem(Question question, String text) {
    return switch (question.getAnswerType()) {
      case YES_NO -> oneOf(text, List.of("yes", "no"));
      case CHOICE -> oneOf(text, question.getChoices());
      case TEXT -> Optional.empty();
      case NUMBER ->
          COMPARISON.matcher(text).matches()
              ? Optional.empty()
              : Optional.of(
                  "an alert about a number needs a comparison such as '>= 3', not " + text);
      case BOX, POINT -> oneOf(text, List.of(ANY));
      case JSON ->
          Optional.of("a json answer raises no alert: ask a question of its own for what it tells");
    };
  }

  private static Optional<String> oneOf(String text, List<String> allowed) {
    return contains(allowed, text)
        ? Optional.empty()
        : Optional.of("its alert waits for " + text + ", which is none of " + allowed);
  }

  private static boolean contains(List<String> texts, String text) {
    return texts.stream().anyMatch(text::equalsIgnoreCase);
  }

  private static boolean holds(String comparison, double number) {
    Matcher parts = COMPARISON.matcher(comparison);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no comparison: " + comparison);
    }
    double limit = Double.parseDouble(parts.group(2));
    return switch (parts.group(1)) {
      case ">=" -> number >= limit;
      case "<=" -> number <= limit;
      case ">" -> number > limit;
      case "<" -> number < limit;
      default -> number == limit;
    };
  }

  /** Whether answers of a type come with a probability. */
  static boolean hasProbability(AnswerType type) {
    return type == AnswerType.YES_NO || type == AnswerType.CHOICE;
  }
}
