package io.framewise.model.generate;

import java.util.Arrays;
import java.util.List;

/** One text's range of slots in the cache, and the book of what each of them holds. */
final class TextSlots {

  /** Branch and leaf. */
  static final int FIELDS = 2;

  private final int first;
  private final int size;
  private final long[] spans;
  private int filled;

  /**
   * An empty range.
   *
   * @param first its first slot in the cache
   * @param size slots that it has
   */
  TextSlots(int first, int size) {
    this.first = first;
    this.size = size;
    spans = new long[size * FIELDS];
  }

  /** Its first slot in the cache. */
  int first() {
    return first;
  }

  /** Slots that it has. */
  int size() {
    return size;
  }

  /** Slots that hold something. */
  int filled() {
    return filled;
  }

  /**
   * Enters tokens that go to the next slots; they count as filled after {@link #fill}.
   *
   * @throws IllegalStateException when there is no room for them
   */
  void enter(List<PlacedToken> tokens) {
    int needed = filled + tokens.size();
    if (needed > size) {
      throw new IllegalStateException(needed + " slots are needed, the text has " + size);
    }
    for (int i = 0; i < tokens.size(); i++) {
      spans[(filled + i) * FIELDS] = tokens.get(i).branch();
      spans[(filled + i) * FIELDS + 1] = tokens.get(i).leaf();
    }
  }

  /** So many further slots hold what was entered. */
  void fill(int slots) {
    filled += slots;
  }

  /** Takes over the first slots of another text, which have been copied here. */
  void copy(TextSlots other, int slots) {
    System.arraycopy(other.spans, 0, spans, 0, slots * FIELDS);
    filled = slots;
  }

  /** Forgets what came after the first {@code slots} slots. */
  void rewind(int slots) {
    filled = slots;
  }

  /** Branch and leaf of the first {@code slots} slots in turn. */
  long[] spans(int slots) {
    return Arrays.copyOf(spans, slots * FIELDS);
  }

  /** Whether some of the first {@code slots} slots are not seen by all that come after them. */
  boolean bars(int slots) {
    long branch = 0;
    for (int i = 0; i < slots; i++) {
      long its = spans[i * FIELDS];
      boolean other = its != 0 && branch != 0 && its != branch;
      if (other || spans[i * FIELDS + 1] != 0) {
        return true;
      }
      branch = its == 0 ? branch : its;
    }
    return false;
  }
}
