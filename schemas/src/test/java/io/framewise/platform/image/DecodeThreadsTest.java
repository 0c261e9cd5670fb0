package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DecodeThreadsTest {

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final BufferedImage PICTURE = RgbImages.create(16, 16);

  private final DecodeThreads threads = new DecodeThreads(1, 64);

  @Test
  void shouldGiveUpADecodeThatTakesTooLongAndEndIt() {
    CountDownLatch ended = new CountDownLatch(1);
    PictureHeader endless =
        header(
            watch -> {
              while (!watch.isGivenUp()) {
                Thread.onSpinWait();
              }
              ended.countDown();
              throw new IOException("told to end");
            });

    assertThat(threads.decode(endless, SHORT)).isInstanceOf(DecodeThreads.Decoded.GivenUp.class);

    assertThat(threads.givenUp()).isEqualTo(1);
    // The only place is free again as soon as the decode has ended by itself.
    assertThat(image(header(watch -> PICTURE))).isSameAs(PICTURE);
    assertThat(ended.getCount()).isZero();
  }

  @Test
  void shouldRunNoMoreThanItsPlacesEvenWhenADecodeCannotBeEnded() {
    CountDownLatch stuck = new CountDownLatch(1);
    PictureHeader deaf =
        header(
            watch -> {
              awaitQuietly(stuck);
              return PICTURE;
            });
    threads.decode(deaf, SHORT);

    assertThatThrownBy(() -> threads.decode(header(watch -> PICTURE), SHORT))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("kept all decoders");

    stuck.countDown();
    assertThat(image(header(watch -> PICTURE))).isSameAs(PICTURE);
  }

  @Test
  void shouldCallAPictureBadWhenItRunsOutOfMemoryOrStack() {
    assertRefused(
        watch -> {
          throw new OutOfMemoryError("provoked");
        },
        "too-many-pixels");
    assertRefused(
        watch -> {
          throw new StackOverflowError("provoked");
        },
        "truncated-image");
    assertRefused(
        watch -> {
          throw new NegativeArraySizeException("provoked");
        },
        "truncated-image");
  }

  @Test
  void shouldRefuseAPictureThatHoldsMoreThanAllDecodesMay() {
    PictureHeader large =
        PictureHeader.of(ImageFormat.PNG, 4000, 4000, Orientation.UPRIGHT, 32, watch -> PICTURE);

    assertThatThrownBy(() -> threads.decode(large, LONG))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("more memory");
  }

  @Test
  void shouldKeepTheInterruptOfTheCaller() {
    Thread.currentThread().interrupt();

    assertThat(image(header(watch -> PICTURE))).isSameAs(PICTURE);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldRememberASlowPictureForAWhile() {
    AtomicLong now = new AtomicLong();
    SlowPictures slow = new SlowPictures(Duration.ofMinutes(1), now::get);
    byte[] picture = {1, 2, 3};
    slow.add(picture);

    assertThat(slow.contains(picture.clone())).isTrue();
    assertThat(slow.contains(new byte[] {1, 2, 4})).isFalse();
    now.set(Duration.ofMinutes(1).toNanos());
    assertThat(slow.contains(picture)).isFalse();
  }

  @Test
  void shouldNotDecodeASlowPictureTwice() throws IOException {
    byte[] picture = PictureKindsTest.bytes("rgb.png");
    SlowPictures slow = new SlowPictures(Duration.ofMinutes(1), () -> 0);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, threads, slow);
    assertThat(decoder.decode(picture)).isNotNull();
    slow.add(picture);

    assertThatThrownBy(() -> decoder.decode(picture))
        .isInstanceOf(BadImageException.class)
        .extracting(e -> ((BadImageException) e).category())
        .isEqualTo("too-slow");
  }

  private void assertRefused(PixelReader pixels, String category) {
    assertThatThrownBy(() -> threads.decode(header(pixels), LONG))
        .isInstanceOf(BadImageException.class)
        .extracting(e -> ((BadImageException) e).category())
        .isEqualTo(category);
  }

  private BufferedImage image(PictureHeader header) {
    return ((DecodeThreads.Decoded.Picture) threads.decode(header, LONG)).image();
  }

  private static PictureHeader header(PixelReader pixels) {
    return PictureHeader.of(ImageFormat.PNG, 16, 16, Orientation.UPRIGHT, 24, pixels);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
