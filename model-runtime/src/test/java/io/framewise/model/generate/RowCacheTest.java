package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.PictureKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Room for three pictures of 40 bytes. */
class RowCacheTest {

  private static final int SIZE = 40;

  private final PtNDManager root = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final RowCache cache = new RowCache(3 * SIZE, (PtNDManager) root.newSubManager());

  @AfterEach
  void close() {
    cache.close();
    root.close();
  }

  private static PictureKey key(int number) {
    return new PictureKey("digest-" + number, 1, 1, 1);
  }

  private NDArray rows(int number, int values) {
    return root.ones(new Shape(1, values)).mul(number);
  }

  private void keep(int... numbers) {
    for (int number : numbers) {
      cache.keep(key(number), number, rows(number, SIZE / Float.BYTES));
    }
  }

  private boolean has(int number) {
    return cache.rows(key(number)).isPresent();
  }

  @Test
  void shouldGiveBackWhatItKeeps() {
    keep(1, 2);

    assertThat(cache.rows(key(2)).orElseThrow().toFloatArray()).containsOnly(2);
    assertThat(cache.find(key(2)).orElseThrow().tiles()).isEqualTo(2);
    assertThat(cache.find(key(3))).isEmpty();
    assertThat(cache.bytes()).isEqualTo(2 * SIZE);
  }

  @Test
  void shouldGiveUpWhatWasNotUsedForLongestAndFreeIt() {
    keep(1, 2, 3);
    NDArray second = cache.rows(key(2)).orElseThrow();
    has(1);
    has(3);

    keep(4);

    assertThat(has(2)).isFalse();
    assertThat(second.isReleased()).isTrue();
    assertThat(has(1) && has(3) && has(4)).isTrue();
    assertThat(cache.bytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void shouldNotGiveUpWhatIsHeld() {
    keep(1, 2, 3);
    CachedPicture first = cache.find(key(1)).orElseThrow();
    CachedPicture second = cache.find(key(2)).orElseThrow();
    has(3);

    keep(4, 5);

    assertThat(has(1) && has(2) && has(5)).isTrue();
    first.close();
    first.close();
    second.close();
    keep(6, 7, 8);
    assertThat(has(1) || has(2) || has(5)).isFalse();
  }

  @Test
  void shouldKeepNothingNewWhereTooMuchIsHeld() {
    keep(1, 2, 3);
    for (int i = 1; i <= 3; i++) {
      assertThat(cache.find(key(i))).isPresent();
    }

    keep(4);

    assertThat(has(4)).isFalse();
    assertThat(cache.bytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void shouldNotTakeWhatIsLargerThanAllItsRoom() {
    keep(1);

    cache.keep(key(2), 1, rows(2, SIZE));

    assertThat(has(1)).isTrue();
    assertThat(has(2)).isFalse();
  }

  @Test
  void shouldKeepOnePictureOnce() {
    keep(1, 1, 1);

    assertThat(cache.bytes()).isEqualTo(SIZE);
  }

  @Test
  void shouldKeepNothingWithoutRoom() {
    try (RowCache none = new RowCache(0, (PtNDManager) root.newSubManager())) {
      none.keep(key(1), 1, rows(1, 1));

      assertThat(none.keeps()).isFalse();
      assertThat(none.find(key(1))).isEmpty();
    }
  }

  @Test
  void shouldFreeEverythingAtItsEnd() {
    keep(1, 2);
    NDArray first = cache.rows(key(1)).orElseThrow();

    cache.close();

    assertThat(first.isReleased()).isTrue();
    assertThat(cache.bytes()).isZero();
  }
}
