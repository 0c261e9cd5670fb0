package io.framewise.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.state.SeenNumbers;
import io.framewise.streams.store.KeyedState;
import io.framewise.streams.store.Keys;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which frames are duplicates. */
class SeenFramesTest {

  private static final Duration MEMORY = Duration.ofMinutes(10);
  private static final long NOW = 100_000_000;
  private static final long LATER = NOW + MEMORY.toMillis();
  private static final String SOURCE = TopologyHarness.SOURCE;

  private final KeyedState<SeenNumbers> blocks = KeyedState.inMemory();
  private final OnDisk onDisk = new OnDisk(new HashMap<>());
  private SeenFrames seen;

  @BeforeEach
  void restart() {
    seen = new SeenFrames(blocks, onDisk, MEMORY, NOW);
  }

  /** Ids that differ in any way are those of different frames, whatever numbers they hold. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldTakeEachIdOnceInWhateverOrder(int seed) {
    Random random = new Random(seed);
    List<String> runs = List.of("door-1-", "door-2-", "", "a", "7-", "x.", "00-", "-");
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String number = Long.toString(random.nextInt(3000));
      String id = runs.get(random.nextInt(runs.size())) + "0".repeat(random.nextInt(2)) + number;
      if (random.nextInt(500) == 0) {
        restart();
      }
      assertThat(isNew(id, NOW + i)).as(id).isEqualTo(taken.add(id));
    }
  }

  @Test
  void shouldHoldNumbersInMemoryAndOtherIdsOnDisk() {
    for (int i = 0; i < 2000; i++) {
      isNew("door-17-" + i, NOW);
    }
    isNew("door-0123456789abcdef", NOW);

    assertThat(blocks.all()).hasSize(2);
    assertThat(onDisk.keptMs).hasSize(1);
  }

  @Test
  void shouldRememberNoPlainPictureSinceItsIdIsItsPlace() {
    assertThat(isNew("frames-0@5", 5, NOW)).isTrue();
    assertThat(isNew("frames-0@5", 5, NOW)).isTrue();
    assertThat(isNew("frames-0@5", 6, NOW)).isTrue();
    assertThat(isNew("frames-0@5", 6, NOW)).isFalse();

    assertThat(blocks.all().size() + onDisk.keptMs.size()).isEqualTo(1);
  }

  /** An earlier release had all ids on disk. */
  @Test
  void shouldKnowTheFramesOfAnEarlierRelease() {
    onDisk.keep(Keys.of(SOURCE, "door-17-3"), NOW - 1000);
    onDisk.keep(Keys.of("gate", "gate-17-3"), NOW - 1000);
    restart();

    assertThat(isNew("door-17-2", NOW)).isTrue();
    assertThat(isNew("door-17-3", NOW)).isFalse();
    assertThat(isNew("door-17-4", NOW)).isTrue();
  }

  /** Names are for anybody to make up: only so many are held in memory. */
  @Test
  void shouldHoldOnlySoManyRunsOfASourceInMemoryAndStillTakeEachFrameOnce() {
    for (int run = 0; run < SeenFrames.MOST_BLOCKS + 10; run++) {
      assertThat(isNew("run-" + run + "-1", NOW)).isTrue();
    }

    assertThat(blocks.all()).hasSize(SeenFrames.MOST_BLOCKS);
    assertThat(onDisk.keptMs).hasSize(10);
    blocks.keys().stream().limit(20).forEach(blocks::delete);
    restart();
    for (int run = SeenFrames.MOST_BLOCKS; run < SeenFrames.MOST_BLOCKS + 10; run++) {
      assertThat(isNew("run-" + run + "-1", NOW)).isFalse();
      assertThat(isNew("run-" + run + "-2", NOW)).isTrue();
      assertThat(isNew("run-" + run + "-1", NOW)).isFalse();
    }
  }

  @Test
  void shouldForgetWhatIsOld() {
    isNew("door-17-1", NOW);
    isNew("door-18-1", NOW + 1);
    seen.trim(LATER);

    assertThat(isNew("door-17-1", LATER)).isFalse();

    seen.trim(LATER + 1);
    assertThat(blocks.all()).hasSize(1);
    assertThat(isNew("door-17-1", LATER + 1)).isTrue();
    assertThat(isNew("door-18-1", LATER + 2)).isTrue();
    assertThat(isNew("door-18-1", LATER + 2)).isFalse();
  }

  @Test
  void shouldMakeRoomForOtherRunsWhenOldOnesAreForgotten() {
    for (int run = 0; run < SeenFrames.MOST_BLOCKS; run++) {
      isNew("run-" + run + "-1", NOW);
    }
    seen.trim(LATER + 1);
    isNew("door-17-1", LATER + 1);

    assertThat(blocks.all()).hasSize(1);
    assertThat(onDisk.keptMs).isEmpty();
  }

  private boolean isNew(String frameId, long nowMs) {
    return isNew(frameId, 0, nowMs);
  }

  private boolean isNew(String frameId, long offset, long nowMs) {
    return seen.isNew(SOURCE, TestFrames.arrived(TopologyHarness.frame(frameId, 0), offset), nowMs);
  }

  /** A memory of ids that knows when. */
  private record OnDisk(Map<String, Long> keptMs) implements Memory {

    @Override
    public boolean holds(String key, long nowMs) {
      return keptMs.getOrDefault(key, Long.MIN_VALUE) >= nowMs - MEMORY.toMillis();
    }

    @Override
    public void keep(String key, long nowMs) {
      keptMs.put(key, nowMs);
    }

    @Override
    public Map<String, Long> newest(long nowMs) {
      return Map.copyOf(keptMs);
    }
  }
}
