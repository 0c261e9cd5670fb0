package io.framewise.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotRangesTest {

  private record Range(int first, int count) {}

  @Test
  void shouldTakeTheFirstRangeThatSuffices() {
    SlotRanges ranges = new SlotRanges(100);
    assertThat(ranges.take(10)).hasValue(0);
    assertThat(ranges.take(20)).hasValue(10);
    ranges.give(0, 10);

    assertThat(ranges.take(11)).hasValue(30);
    assertThat(ranges.take(4)).hasValue(0);
    assertThat(ranges.take(60)).isEmpty();
    assertThat(ranges.free()).isEqualTo(100 - 20 - 11 - 4);
  }

  @Test
  void shouldTakeBackTheEndOfARange() {
    SlotRanges ranges = new SlotRanges(8);
    assertThat(ranges.take(8)).hasValue(0);

    ranges.give(5, 3);

    assertThat(ranges.take(3)).hasValue(5);
  }

  @Test
  void shouldNeverHandOutASlotTwiceAndFindAllOfThemInTheEnd() {
    int slots = 500;
    SlotRanges ranges = new SlotRanges(slots);
    Random random = new Random(7);
    List<Range> taken = new ArrayList<>();
    BitSet used = new BitSet();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextBoolean() || taken.isEmpty()) {
        int count = 1 + random.nextInt(60);
        OptionalInt first = ranges.take(count);
        if (first.isPresent()) {
          assertThat(used.get(first.getAsInt(), first.getAsInt() + count).isEmpty()).isTrue();
          used.set(first.getAsInt(), first.getAsInt() + count);
          taken.add(new Range(first.getAsInt(), count));
        }
      } else {
        Range range = taken.remove(random.nextInt(taken.size()));
        used.clear(range.first(), range.first() + range.count());
        ranges.give(range.first(), range.count());
      }
      assertThat(ranges.free()).isEqualTo(slots - used.cardinality());
    }
    taken.forEach(range -> ranges.give(range.first(), range.count()));

    assertThat(ranges.take(slots)).hasValue(0);
  }
}
