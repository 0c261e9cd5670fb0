package io.framewise.platform.fit;

import io.framewise.platform.fit.Term.Corners;
import io.framewise.platform.fit.Term.Either;
import io.framewise.platform.fit.Term.Empty;
import io.framewise.platform.fit.Term.Nothing;
import io.framewise.platform.fit.Term.OneByte;
import io.framewise.platform.fit.Term.Repeat;
import io.framewise.platform.fit.Term.Sequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes terms, and tells what is left of one after a byte. Not safe for use by several threads. */
final class Terms {

  static final Term NOTHING = new Nothing();
  static final Term EMPTY = new Empty();

  private static final int MOST_OPTIONS = 256;

  private final Map<Key, Term> known = new HashMap<>();
  private final Map<Term, Integer> numbers = new HashMap<>();

  /** What a term is made of: there is one term of each. */
  private record Key(Object one, Object other, int least, int most) {}

  private Term choice(Term one, Term rest) {
    return known.computeIfAbsent(new Key(one, rest, 0, 1), key -> new Either(one, rest));
  }

  private Term sequence(Term head, Term tail) {
    return known.computeIfAbsent(new Key(head, tail, 1, 1), key -> new Sequence(head, tail));
  }

  Term bytes(ByteSet bytes) {
    return bytes.equals(ByteSet.NONE)
        ? NOTHING
        : known.computeIfAbsent(new Key(bytes, null, 1, 1), key -> new OneByte(bytes));
  }

  Term range(int from, int to) {
    return bytes(ByteSet.range(from, to));
  }

  /** A text as it is. */
  Term text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Term term = EMPTY;
    for (int i = bytes.length - 1; i >= 0; i--) {
      int value = bytes[i] & 0xFF;
      term = then(range(value, value), term);
    }
    return term;
  }

  /** One after the other. */
  Term then(Term head, Term tail) {
    if (head == NOTHING || tail == NOTHING) {
      return NOTHING;
    }
    if (head == EMPTY) {
      return tail;
    }
    if (tail == EMPTY) {
      return head;
    }
    // Not by itself again: texts may be long.
    Deque<Term> heads = new ArrayDeque<>();
    Term left = head;
    while (left instanceof Sequence begun) {
      heads.push(begun.head);
      left = begun.tail;
    }
    Term term = sequence(left, tail);
    for (Term before : heads) {
      term = sequence(before, term);
    }
    return term;
  }

  Term all(Term... terms) {
    Term all = EMPTY;
    for (int i = terms.length - 1; i >= 0; i--) {
      all = then(terms[i], all);
    }
    return all;
  }

  /** Any one of several. */
  Term either(List<Term> terms) {
    Set<Term> options = new LinkedHashSet<>();
    terms.forEach(term -> addOptions(term, options));
    ByteSet single = ByteSet.NONE;
    List<Term> ordered = new ArrayList<>();
    for (Term option : options) {
      if (option instanceof OneByte) {
        single = single.or(option.first());
      } else {
        ordered.add(option);
      }
    }
    Term bytes = bytes(single);
    if (bytes != NOTHING) {
      ordered.add(bytes);
    }
    // In one order, however they came together, so that equal choices are the same.
    ordered.sort(Comparator.comparingInt(this::number));
    Term either = NOTHING;
    for (int i = ordered.size() - 1; i >= 0; i--) {
      either = either == NOTHING ? ordered.get(i) : choice(ordered.get(i), either);
    }
    return either;
  }

  Term either(Term one, Term other) {
    if (one == NOTHING || one == other) {
      return other;
    }
    return other == NOTHING ? one : either(List.of(one, other));
  }

  private static void addOptions(Term term, Set<Term> options) {
    Term left = term;
    while (left instanceof Either either) {
      options.add(either.one);
      left = either.rest;
    }
    if (left != NOTHING) {
      options.add(left);
    }
  }

  private int number(Term term) {
    return numbers.computeIfAbsent(term, key -> numbers.size());
  }

  Term optional(Term term) {
    return either(EMPTY, term);
  }

  /** The same again and again, from so many to so many times. */
  Term repeat(Term term, int least, int most) {
    if (most == 0 || term == EMPTY || (term == NOTHING && least == 0)) {
      return EMPTY;
    }
    if (term == NOTHING) {
      return NOTHING;
    }
    if (least == 1 && most == 1) {
      return term;
    }
    int needed = term.empty() ? 0 : least;
    return known.computeIfAbsent(
        new Key(term, null, needed, most), key -> new Repeat(term, needed, most));
  }

  Term corners(Place place) {
    return known.computeIfAbsent(new Key(place, null, 1, 1), key -> new Corners(place));
  }

  /** What may follow a byte; {@link #NOTHING} when the byte may not come. */
  Term after(Term term, int value) {
    if (!term.first().has(value)) {
      return NOTHING;
    }
    if (term instanceof Sequence sequence) {
      Term first = then(after(sequence.head, value), sequence.tail);
      return sequence.head.empty() ? either(first, after(sequence.tail, value)) : first;
    }
    if (term instanceof Either) {
      List<Term> left = new ArrayList<>();
      Set<Term> options = new LinkedHashSet<>();
      addOptions(term, options);
      options.forEach(option -> left.add(after(option, value)));
      return either(fewer(left));
    }
    if (term instanceof Repeat repeat) {
      Term again = repeat(repeat.term, Math.max(0, repeat.least - 1), repeat.most - 1);
      return then(after(repeat.term, value), again);
    }
    if (term instanceof Corners corners) {
      return corners.place.closes(value)
          ? EMPTY
          : corners.place.after(value).map(this::corners).orElse(NOTHING);
    }
    return EMPTY;
  }

  /**
   * An ambiguous pattern may be read in very many ways; those that are left out were allowed, but
   * nobody has to write them.
   */
  private static List<Term> fewer(List<Term> options) {
    if (options.size() <= MOST_OPTIONS) {
      return options;
    }
    return options.stream()
        .sorted(Comparator.comparingInt(Term::shortest))
        .limit(MOST_OPTIONS)
        .toList();
  }

  /** The shortest text of a term that has one. */
  static byte[] shortest(Term term) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(term, out);
    return out.toByteArray();
  }

  private static void write(Term term, ByteArrayOutputStream out) {
    Term left = term;
    while (left.shortest() > 0) {
      if (left instanceof Sequence sequence) {
        write(sequence.head, out);
        left = sequence.tail;
      } else if (left instanceof Either either) {
        left = either.one.shortest() <= either.rest.shortest() ? either.one : either.rest;
      } else if (left instanceof Repeat repeat) {
        for (int i = 0; i < repeat.least; i++) {
          write(repeat.term, out);
        }
        return;
      } else if (left instanceof Corners corners) {
        out.writeBytes(corners.place.closing().getBytes(StandardCharsets.UTF_8));
        return;
      } else {
        out.write(left.first().first());
        return;
      }
    }
  }

  /** Forgets what was made; terms that somebody holds stay usable. */
  void forget() {
    known.clear();
    numbers.clear();
  }
}
