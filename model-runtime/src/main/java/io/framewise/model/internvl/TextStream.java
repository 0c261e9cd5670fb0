package io.framewise.model.internvl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an answer piece by piece, while its tokens come. A piece never ends within a
 * character, nor, beyond ASCII, within what is drawn as one, such as an emoji and its skin colour.
 * All pieces together are the whole text as {@link Tokens#text} gives it. Not safe for use by
 * several threads.
 */
public final class TextStream {

  /** What a reader takes for one character: an extended grapheme cluster. */
  private static final Pattern DRAWN_AS_ONE = Pattern.compile("\\X");

  private static final char LAST_ASCII = 0x7F;

  private final Tokens tokens;
  private final List<Long> window = new ArrayList<>();
  private final StringBuilder held = new StringBuilder();
  private int known;
  private boolean begun;

  /** The stream of one answer. */
  public TextStream(Tokens tokens) {
    this(tokens, false);
  }

  /**
   * The same.
   *
   * @param continues whether something precedes it, so that a blank at its beginning is part of it
   */
  public TextStream(Tokens tokens, boolean continues) {
    this.tokens = tokens;
    begun = continues;
  }

  /** Takes the next token; returns the text that is certain now, often none. */
  public String add(long id) {
    if (tokens.isControl(id)) {
      return "";
    }
    window.add(id);
    String piece = newText();
    if (piece.isEmpty() || piece.charAt(piece.length() - 1) == Tokens.PARTIAL) {
      return "";
    }
    // A token's text may depend on the one before it, so the newest stay in the window.
    window.subList(0, known).clear();
    known = window.size();
    held.append(piece);
    return release(certain());
  }

  /** The text that was held back; the stream is over. */
  public String end() {
    held.append(newText());
    window.clear();
    known = 0;
    return release(Tokens.withoutCutEnd(held.toString()).stripTrailing().length());
  }

  private String newText() {
    int before = tokens.decoded(window.subList(0, known)).length();
    String all = tokens.decoded(window);
    return all.substring(Math.min(before, all.length()));
  }

  /** How much of what is held can be followed by anything and stays as it is. */
  private int certain() {
    int end = held.toString().stripTrailing().length();
    if (end < held.length()) {
      return end;
    }
    int last = 0;
    Matcher matcher = DRAWN_AS_ONE.matcher(held);
    while (matcher.find()) {
      last = matcher.start();
    }
    boolean plain = held.substring(last).chars().allMatch(c -> c <= LAST_ASCII);
    return plain ? end : held.substring(0, last).stripTrailing().length();
  }

  private String release(int end) {
    String piece = held.substring(0, end);
    held.delete(0, end);
    if (!begun) {
      piece = piece.stripLeading();
      begun = !piece.isEmpty();
    }
    return piece;
  }
}
