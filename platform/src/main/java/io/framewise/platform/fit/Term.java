package io.framewise.platform.fit;

/**
 * A set of texts, written as a regular expression over bytes. Made by {@link Terms} only, which
 * makes each but once: terms that are equal are the same object. Terms hold no other term that has
 * no text, so each byte of {@link #first} leads somewhere.
 */
abstract sealed class Term {

  /** More bytes than any answer is let take. */
  static final int LONGEST = 1 << 16;

  /** What counts as without end. */
  private static final int ENDLESS = 1 << 24;

  private final boolean empty;
  private final int shortest;
  private final ByteSet first;

  private Term(boolean empty, long shortest, ByteSet first) {
    this.empty = empty;
    this.shortest = (int) Math.min(shortest, ENDLESS);
    this.first = first;
  }

  /** Whether the empty text is one of its texts. */
  boolean empty() {
    return empty;
  }

  /** Bytes of its shortest text. */
  int shortest() {
    return shortest;
  }

  /** Bytes that its texts begin with. */
  ByteSet first() {
    return first;
  }

  /** No text at all. */
  static final class Nothing extends Term {
    Nothing() {
      super(false, ENDLESS, ByteSet.NONE);
    }
  }

  /** The empty text. */
  static final class Empty extends Term {
    Empty() {
      super(true, 0, ByteSet.NONE);
    }
  }

  /** One byte of several. */
  static final class OneByte extends Term {
    OneByte(ByteSet bytes) {
      super(false, 1, bytes);
    }
  }

  /** One after the other; the head is no sequence itself. */
  static final class Sequence extends Term {
    final Term head;
    final Term tail;

    Sequence(Term head, Term tail) {
      super(
          head.empty() && tail.empty(),
          head.shortest() + tail.shortest(),
          head.empty() ? head.first().or(tail.first()) : head.first());
      this.head = head;
      this.tail = tail;
    }
  }

  /** Any one of two; the second may be a choice again, the first is none. */
  static final class Either extends Term {
    final Term one;
    final Term rest;

    Either(Term one, Term rest) {
      super(
          one.empty() || rest.empty(),
          Math.min(one.shortest(), rest.shortest()),
          one.first().or(rest.first()));
      this.one = one;
      this.rest = rest;
    }
  }

  /** The same again and again, so many times. */
  static final class Repeat extends Term {
    final Term term;
    final int least;
    final int most;

    Repeat(Term term, int least, int most) {
      super(least == 0, (long) term.shortest() * least, term.first());
      this.term = term;
      this.least = least;
      this.most = most;
    }
  }

  /**
   * The numbers of a box or a point, from 0 to 1000, with what closes them: {@code 12, 40, 80,
   * 90]}. A box's third is at least its first, its fourth at least its second.
   */
  static final class Corners extends Term {
    final Place place;

    Corners(Place place) {
      super(false, place.closing().length(), place.first());
      this.place = place;
    }
  }
}
