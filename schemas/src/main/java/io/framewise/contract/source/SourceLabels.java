package io.framewise.contract.source;

import java.util.Map;
import java.util.Optional;

/** Labels of sources: free names with values, such as {@code site: north}. */
public final class SourceLabels {

  /** Most labels of one source, and most that a question set may ask for. */
  public static final int MAX_LABELS = 16;

  /** Most characters of a label's name, and of its value. */
  public static final int MAX_TEXT = 64;

  private SourceLabels() {}

  /** What is wrong with labels, for people; empty when nothing is. */
  public static Optional<String> problem(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      return Optional.of("labels must be at most " + MAX_LABELS + ", are " + labels.size());
    }
    return labels.entrySet().stream()
        .filter(label -> !isPlain(label.getKey()) || !isPlain(label.getValue()))
        .findFirst()
        .map(
            label ->
                "label '"
                    + shown(label.getKey())
                    + "' and its value must be 1 to "
                    + MAX_TEXT
                    + " characters without control characters");
  }

  private static boolean isPlain(String text) {
    return !text.isBlank()
        && text.length() <= MAX_TEXT
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static String shown(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  /** Whether a source with the labels {@code given} has all that are {@code wanted}. */
  public static boolean haveAll(Map<String, String> given, Map<String, String> wanted) {
    return given.entrySet().containsAll(wanted.entrySet());
  }
}
