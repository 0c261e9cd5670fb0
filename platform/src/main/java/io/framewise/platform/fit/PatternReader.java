package io.framewise.platform.fit;

import io.framewise.platform.fit.CodePoints.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the pattern of a JSON string: letters, classes, groups, choices, counts, and the anchors at
 * its two ends. What repeats without a bound repeats as often as the longest string has characters.
 */
final class PatternReader {

  private static final int LONGEST = 400;
  private static final String WITHOUT_MEANING = "^$\\.*+?()[]{}|/-:,;=<>!@#%&\"'~`_ ";

  /**
   * A piece of a pattern.
   *
   * @param least characters of its shortest text
   * @param most characters of its longest text
   */
  record Piece(Term term, long least, long most) {}

  private final Terms terms;
  private final Characters characters;
  private final int longest;
  private final int[] pattern;
  private int at;

  /** A pattern that cannot be read: what is in the way. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /** A reader of one pattern, whose texts have at most so many characters. */
  PatternReader(Terms terms, Characters characters, String pattern, int longest) {
    this.terms = terms;
    this.characters = characters;
    this.longest = longest;
    this.pattern = pattern.codePoints().toArray();
  }

  Piece read() throws UnreadableException {
    if (pattern.length > LONGEST) {
      throw new UnreadableException("it has more than " + LONGEST + " characters");
    }
    Piece whole = choice(true);
    if (at < pattern.length) {
      throw new UnreadableException("a ) closes nothing");
    }
    return whole;
  }

  private Piece choice(boolean outermost) throws UnreadableException {
    Piece whole = branch(outermost);
    while (take('|')) {
      Piece next = branch(outermost);
      whole =
          new Piece(
              terms.either(whole.term, next.term),
              Math.min(whole.least, next.least),
              Math.max(whole.most, next.most));
    }
    return whole;
  }

  private Piece branch(boolean outermost) throws UnreadableException {
    Piece anything = new Piece(terms.repeat(characters.json(), 0, longest), 0, longest);
    Piece nothing = new Piece(Terms.EMPTY, 0, 0);
    Piece branch = outermost && !take('^') ? anything : nothing;
    while (at < pattern.length && pattern[at] != '|' && pattern[at] != ')') {
      if (outermost && pattern[at] == '$' && endsBranch(at + 1)) {
        at++;
        return branch;
      }
      branch = joined(branch, repeated(atom()));
    }
    return joined(branch, outermost ? anything : nothing);
  }

  private boolean endsBranch(int place) {
    return place == pattern.length || pattern[place] == '|';
  }

  private Piece joined(Piece one, Piece next) {
    return new Piece(terms.then(one.term, next.term), one.least + next.least, one.most + next.most);
  }

  private Piece atom() throws UnreadableException {
    int sign = next();
    switch (sign) {
      case '(' -> {
        if (take('?') && !take(':')) {
          throw new UnreadableException("groups that begin with (? are not read, but for (?:");
        }
        Piece group = choice(false);
        if (!take(')')) {
          throw new UnreadableException("a ( is not closed");
        }
        return group;
      }
      case '[' -> {
        return one(set());
      }
      case '.' -> {
        return one(CharacterClass.POINT);
      }
      case '\\' -> {
        return one(escape());
      }
      case '^', '$', '*', '+', '?', '{' ->
          throw new UnreadableException("a " + Character.toString(sign) + " cannot stand there");
      default -> {
        return one(CodePoints.one(sign));
      }
    }
  }

  private Piece one(CodePoints set) {
    return new Piece(characters.json(set), 1, 1);
  }

  private Piece repeated(Piece piece) throws UnreadableException {
    int least = 1;
    int most = 1;
    if (take('*')) {
      least = 0;
      most = longest;
    } else if (take('+')) {
      most = longest;
    } else if (take('?')) {
      least = 0;
    } else if (take('{')) {
      least = number();
      most = least;
      if (take(',')) {
        most = at < pattern.length && pattern[at] == '}' ? Math.max(least, longest) : number();
      }
      if (!take('}') || most < least) {
        throw new UnreadableException("a { has no counts such as {2}, {2,} or {2,5} behind it");
      }
    } else {
      return piece;
    }
    // Reluctant or not, the texts are the same.
    take('?');
    if (piece.most > 1 && most > 1 && piece.most * most > 2L * longest * longest) {
      throw new UnreadableException("what it repeats is too long");
    }
    return new Piece(terms.repeat(piece.term, least, most), piece.least * least, piece.most * most);
  }

  private int number() throws UnreadableException {
    int start = at;
    int number = 0;
    while (at < pattern.length && CharacterClass.DIGITS.has(pattern[at])) {
      number = number * 10 + pattern[at++] - '0';
      if (number > longest) {
        throw new UnreadableException("it counts beyond " + longest);
      }
    }
    if (at == start) {
      throw new UnreadableException("a { has no counts such as {2}, {2,} or {2,5} behind it");
    }
    return number;
  }

  private CodePoints set() throws UnreadableException {
    boolean others = take('^');
    CodePoints set = CodePoints.of(List.of());
    List<Range> ranges = new ArrayList<>();
    while (!take(']')) {
      CodePoints first = member();
      boolean range = at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']';
      if (range) {
        at++;
        CodePoints last = member();
        ranges.add(new Range(single(first), single(last)));
        if (single(first) > single(last)) {
          throw new UnreadableException("a range in [ ] ends before it begins");
        }
      } else {
        set = set.or(first);
      }
    }
    CodePoints all = set.or(CodePoints.of(ranges));
    return others ? all.not() : all;
  }

  private static int single(CodePoints set) throws UnreadableException {
    if (set.ranges().size() != 1 || set.ranges().get(0).from() != set.ranges().get(0).to()) {
      throw new UnreadableException("a range in [ ] is not between two characters");
    }
    return set.ranges().get(0).from();
  }

  private CodePoints member() throws UnreadableException {
    int sign = next();
    if (sign == '[' || (sign == '&' && at < pattern.length && pattern[at] == '&')) {
      // Programs differ in what these mean.
      throw new UnreadableException("write \\[ and \\& in [ ]");
    }
    return sign == '\\' ? escape() : CodePoints.one(sign);
  }

  private CodePoints escape() throws UnreadableException {
    int sign = next();
    CodePoints named = CharacterClass.named(sign);
    if (named != null) {
      return named;
    }
    if (WITHOUT_MEANING.indexOf(sign) < 0) {
      throw new UnreadableException("\\" + Character.toString(sign) + " is not read");
    }
    return CodePoints.one(sign);
  }

  private int next() throws UnreadableException {
    if (at == pattern.length) {
      throw new UnreadableException("it is cut off");
    }
    return pattern[at++];
  }

  private boolean take(int sign) {
    boolean there = at < pattern.length && pattern[at] == sign;
    at += there ? 1 : 0;
    return there;
  }
}
