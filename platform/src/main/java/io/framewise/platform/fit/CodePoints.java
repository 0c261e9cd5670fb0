package io.framewise.platform.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of Unicode characters, without the halves of pairs.
 *
 * @param ranges in ascending order, apart from each other
 */
record CodePoints(List<Range> ranges) {

  private static final int LAST = 0x10FFFF;
  private static final int FIRST_HALF = 0xD800;
  private static final int LAST_HALF = 0xDFFF;

  /** All from one to another, both included. */
  record Range(int from, int to) {}

  static final CodePoints ALL = of(List.of(new Range(0, LAST)));

  static CodePoints of(List<Range> ranges) {
    List<Range> ordered = new ArrayList<>(ranges);
    ordered.sort(Comparator.comparingInt(Range::from));
    List<Range> merged = new ArrayList<>();
    for (Range range : ordered) {
      int last = merged.size() - 1;
      if (last >= 0 && range.from() <= merged.get(last).to() + 1) {
        Range before = merged.get(last);
        merged.set(last, new Range(before.from(), Math.max(before.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return new CodePoints(whole(merged));
  }

  static CodePoints one(int codePoint) {
    return of(List.of(new Range(codePoint, codePoint)));
  }

  private static List<Range> whole(List<Range> ranges) {
    List<Range> whole = new ArrayList<>();
    for (Range range : ranges) {
      add(whole, range.from(), Math.min(range.to(), FIRST_HALF - 1));
      add(whole, Math.max(range.from(), LAST_HALF + 1), range.to());
    }
    return List.copyOf(whole);
  }

  private static void add(List<Range> ranges, int from, int to) {
    if (from <= to) {
      ranges.add(new Range(from, to));
    }
  }

  CodePoints or(CodePoints other) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return of(all);
  }

  /** All others. */
  CodePoints not() {
    List<Range> others = new ArrayList<>();
    int next = 0;
    for (Range range : ranges) {
      add(others, next, range.from() - 1);
      next = range.to() + 1;
    }
    add(others, next, LAST);
    return of(others);
  }

  boolean has(int codePoint) {
    return ranges.stream().anyMatch(r -> r.from() <= codePoint && codePoint <= r.to());
  }
}
