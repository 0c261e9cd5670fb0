package io.framewise.platform.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in the numbers of a box or a point a text stands.
 *
 * @param count numbers in all, 2 or 4
 * @param done those that are written
 * @param digits what is written of the next one
 * @param blank whether a comma was the last, which one blank may follow
 */
record Place(int count, List<Integer> done, String digits, boolean blank) {

  private static final int MOST = 1000;
  private static final int RADIX = 10;

  static Place begin(int count) {
    return new Place(count, List.of(), "", false);
  }

  /** The lowest that the next number may be. */
  private int least() {
    return done.size() < 2 ? 0 : done.get(done.size() - 2);
  }

  /** Whether a number within bounds begins with some digits. */
  private boolean begins(String written) {
    long low = Integer.parseInt(written);
    long high = low;
    if ((written.charAt(0) == '0' && written.length() > 1) || low > MOST) {
      return false;
    }
    while (low <= MOST) {
      if (high >= least()) {
        return true;
      }
      if (low == 0) {
        return false;
      }
      low *= RADIX;
      high = high * RADIX + RADIX - 1;
    }
    return false;
  }

  private boolean complete() {
    return !digits.isEmpty() && Integer.parseInt(digits) >= least();
  }

  private boolean last() {
    return done.size() == count - 1;
  }

  /** Where a byte leads; empty where it may not come, or where it closes the numbers. */
  Optional<Place> after(int value) {
    if (value == ' ' && blank) {
      return Optional.of(new Place(count, done, digits, false));
    }
    if (value == ',' && complete() && !last()) {
      List<Integer> more = new ArrayList<>(done);
      more.add(Integer.parseInt(digits));
      return Optional.of(new Place(count, List.copyOf(more), "", true));
    }
    if (value >= '0' && value <= '9' && begins(digits + (char) value)) {
      return Optional.of(new Place(count, done, digits + (char) value, false));
    }
    return Optional.empty();
  }

  /** Whether a byte closes the numbers. */
  boolean closes(int value) {
    return value == ']' && last() && complete();
  }

  ByteSet first() {
    ByteSet first = ByteSet.NONE;
    for (int value = ' '; value <= ']'; value++) {
      if (closes(value) || after(value).isPresent()) {
        first = first.or(ByteSet.range(value, value));
      }
    }
    return first;
  }

  /** The shortest text that closes the numbers. */
  String closing() {
    StringBuilder closing = new StringBuilder();
    List<Integer> all = new ArrayList<>(done);
    String begun = digits;
    while (all.size() < count) {
      Place here = new Place(count, List.copyOf(all), begun, false);
      String whole = here.shortestNumber();
      closing.append(whole.substring(begun.length()));
      all.add(Integer.parseInt(whole));
      closing.append(all.size() < count ? "," : "]");
      begun = "";
    }
    return closing.toString();
  }

  private String shortestNumber() {
    for (int number = least(); number <= MOST; number++) {
      // Ascending, so that the first that begins so is the shortest.
      if (Integer.toString(number).startsWith(digits)) {
        return Integer.toString(number);
      }
    }
    throw new IllegalStateException("no number begins with " + digits);
  }
}
