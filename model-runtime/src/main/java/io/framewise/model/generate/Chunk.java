package io.framewise.model.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Tokens that go through the language model together: so many of each row, the shorter rows filled
 * up with slots that belong to nothing.
 */
public final class Chunk {

  private record Slot(long token, long position, long branch, long leaf, long reach) {}

  private static final Slot NOTHING = new Slot(0, 0, -1, 0, 0);

  /** Where a token stands in its chunk. */
  public record Place(int row, int index) {}

  private final List<List<Slot>> rows = new ArrayList<>();

  /** A chunk of so many rows, all empty. */
  public Chunk(int rows) {
    for (int i = 0; i < rows; i++) {
      this.rows.add(new ArrayList<>());
    }
  }

  /** Adds tokens in order; the last of them is the end of their text so far. */
  public Place add(int row, long[] tokens, long position, long branch, long leaf) {
    return add(row, tokens, position, branch, leaf, position + tokens.length);
  }

  /**
   * Adds tokens in order.
   *
   * @param position of the first of them
   * @param branch 0 for the prompt that all of the row sees, k for question k
   * @param leaf 0 for what all of the branch sees, k for its k-th continuation
   * @param reach length of the whole text that is read at this time, which positions beyond the
   *     model's own depend on; the parts of one prompt get the same
   * @return the place of the last of them
   */
  Place add(int row, long[] tokens, long position, long branch, long leaf, long reach) {
    List<Slot> slots = rows.get(row);
    for (int i = 0; i < tokens.length; i++) {
      slots.add(new Slot(tokens[i], position + i, branch, leaf, reach));
    }
    return new Place(row, slots.size() - 1);
  }

  /** Tokens of its longest row. */
  public int length() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  int batch() {
    return rows.size();
  }

  /** Counts a place through batch times length. */
  public long flat(Place place) {
    return (long) place.row() * length() + place.index();
  }

  /** Token ids, [batch, length]. */
  long[] tokens() {
    return field(Slot::token);
  }

  /** Positions, [batch, length]. */
  long[] positions() {
    return field(Slot::position);
  }

  /** Lengths of the texts that the slots were read in, [batch, length]. */
  long[] reaches() {
    return field(Slot::reach);
  }

  /** Branches, [batch, length]. */
  long[] branches() {
    return field(Slot::branch);
  }

  /** Leaves, [batch, length]. */
  long[] leaves() {
    return field(Slot::leaf);
  }

  private long[] field(ToLongFunction<Slot> field) {
    int length = length();
    long[] values = new long[batch() * length];
    for (int row = 0; row < batch(); row++) {
      List<Slot> slots = rows.get(row);
      for (int i = 0; i < length; i++) {
        values[row * length + i] = field.applyAsLong(i < slots.size() ? slots.get(i) : NOTHING);
      }
    }
    return values;
  }
}
