package io.framewise.model.generate;

import java.util.List;

/**
 * Looks for words that end an answer while its text comes piece by piece. What may be the beginning
 * of one is held back until that is certain.
 */
final class StopWords {

  private final List<String> words;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  /** Looks for words that are not empty. */
  StopWords(List<String> words) {
    this.words = words;
  }

  /** Takes the next piece; returns the text that is certain now. */
  String add(String piece) {
    if (found) {
      return "";
    }
    held.append(piece);
    int first = first();
    if (first >= 0) {
      found = true;
      return release(first);
    }
    return release(held.length() - beginning());
  }

  /** The text that was held back; no more will come. */
  String end() {
    return found ? "" : release(held.length());
  }

  /** Whether a word was there. */
  boolean found() {
    return found;
  }

  /** Where the first of the words stands; -1 if none does. */
  private int first() {
    int first = -1;
    for (String word : words) {
      int at = held.indexOf(word);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /** Length of the longest beginning of a word that the text ends with. */
  private int beginning() {
    int longest = 0;
    for (String word : words) {
      for (int length = Math.min(word.length() - 1, held.length()); length > longest; length--) {
        if (held.substring(held.length() - length).equals(word.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }

  private String release(int end) {
    String text = held.substring(0, end);
    held.delete(0, end);
    return text;
  }
}
