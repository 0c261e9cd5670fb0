package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class DecodeThreadsTest {

  private static final DecodeBudget SHORT = budget(Duration.ofMillis(1));
  private static final DecodeBudget LONG = budget(Duration.ofMinutes(1));
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final BufferedImage PICTURE = RgbImages.create(16, 16);

  private final DecodeThreads threads = new DecodeThreads(new DecodeRoom(1, 64, 64));

  @Test
  void shouldNotCallAPictureSlowThatGotNoProcessor() {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    DecodeThreads busy =
        threads(
            () -> {
              if (looks.incrementAndGet() > 5) {
                waiting.countDown();
              }
              return Duration.ofMillis(1).toNanos(); // before and after: it did not run
            },
            () -> Duration.ofMillis(looks.get()).toNanos());

    assertThat(image(busy, blocked(waiting), budget(Duration.ofMillis(2)))).isSameAs(PICTURE);
    assertThat(busy.givenUp()).isZero();
  }

  @Test
  void shouldGiveUpADecodeThatTakesAProcessorTooLong() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicLong cpu = new AtomicLong();
    DecodeThreads slow = threads(() -> cpu.getAndAdd(TWO_SECONDS.toNanos()), () -> 0);

    DecodeThreads.Decoded decoded = slow.decode(blocked(never), budget(TWO_SECONDS));

    assertThat(decoded).isInstanceOf(DecodeThreads.Decoded.GivenUp.class);
    assertThat(((DecodeThreads.Decoded.GivenUp) decoded).refusal())
        .hasMessageContaining("2000 ms of processor time");
    assertThat(slow.givenUp()).isEqualTo(1);
    never.countDown();
  }

  @Test
  void shouldSayThatTheMachineIsBusyWhenADecodeGetsNoProcessorForVeryLong() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicLong now = new AtomicLong();
    DecodeThreads busy = threads(() -> 0, () -> now.getAndAdd(Duration.ofSeconds(7).toNanos()));
    SlowPictures slow = new SlowPictures(Duration.ofMinutes(1), () -> 0);

    assertThatThrownBy(() -> busy.decode(blocked(never), budget(TWO_SECONDS)))
        .isInstanceOf(DecodersBusyException.class)
        .hasMessageContaining("too busy");
    assertThat(busy.givenUp()).isZero();
    never.countDown();
    byte[] picture = PictureKindsTest.bytes("rgb.png");
    assertThat(new ImageDecoder(ImageLimits.DEFAULT, threads, slow).decode(picture)).isNotNull();
  }

  @Test
  void shouldGiveLargePicturesMoreTimeByTheirBytesAndTheirSamples() {
    ImageLimits limits = ImageLimits.DEFAULT;
    PictureHeader large =
        PictureHeader.of(ImageFormat.PNG, 7680, 4320, Orientation.UPRIGHT, 32, watch -> PICTURE);

    assertThat(limits.time(large, 10_000)).isBetween(TWO_SECONDS, TWO_SECONDS.plusMillis(20));
    assertThat(limits.time(large, 20_000_000))
        .isBetween(TWO_SECONDS.plusSeconds(1), TWO_SECONDS.plusSeconds(2));
    assertThat(limits.time(header(watch -> PICTURE), 20_000_000))
        .isBetween(TWO_SECONDS, TWO_SECONDS.plusMillis(10));
  }

  @Test
  void shouldCountAPicturesMemoryAsLongAsItIsHeld() {
    PictureHeader half =
        PictureHeader.of(ImageFormat.PNG, 4000, 3000, Orientation.UPRIGHT, 24, watch -> PICTURE);
    DecodeThreads narrow = new DecodeThreads(new DecodeRoom(2, 70, 1));
    DecodeBudget budget = DecodeBudget.of(half, 0, withTime(Duration.ofMillis(1)));
    assertThat(budget.heap()).isEqualTo(69);
    assertThat(budget.kept()).isEqualTo(35);

    var first = (DecodeThreads.Decoded.Picture) narrow.decode(half, budget);
    assertThat(first.image().take()).isSameAs(PICTURE);
    assertThat(first.image().take()).as("held by nobody but the caller").isNull();

    assertThatThrownBy(() -> narrow.decode(half, budget))
        .isInstanceOf(DecodersBusyException.class)
        .hasMessageContaining("kept all decoders");
    first.close();
    assertThat(image(narrow, half, LONG)).isSameAs(PICTURE);
  }

  @Test
  void shouldReckonWithTheFileAndATurnedPicture() {
    PictureHeader turned =
        PictureHeader.of(ImageFormat.PNG, 1000, 1000, Orientation.TURN_LEFT, 8, watch -> PICTURE);

    assertThat(turned.heapBytes(100)).isEqualTo(200 + 3_000_000 + 3_000_000);
    assertThat(turned.keptBytes(100)).isEqualTo(100 + 3_000_000);
  }

  @Test
  void shouldShareHeapAndTheMemoryBesideIt() {
    long mebibyte = 1 << 20;
    DecodeRoom room = DecodeRoom.ofMemory(1, 512 * mebibyte, 1024 * mebibyte);

    assertThat(room.fits(new DecodeBudget(256, 1, 256, TWO_SECONDS))).isTrue();
    assertThat(room.fits(new DecodeBudget(257, 1, 1, TWO_SECONDS))).isFalse();
    assertThat(room.fits(new DecodeBudget(1, 1, 257, TWO_SECONDS))).isFalse();
  }

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

    DecodeThreads slow = slowProcessor();
    assertThat(slow.decode(endless, SHORT)).isInstanceOf(DecodeThreads.Decoded.GivenUp.class);

    assertThat(slow.givenUp()).isEqualTo(1);
    // The only place is free again as soon as the decode has ended by itself.
    assertThat(image(slow, header(watch -> PICTURE), LONG)).isSameAs(PICTURE);
    assertThat(ended.getCount()).isZero();
  }

  @Test
  void shouldRunNoMoreThanItsPlacesEvenWhenADecodeCannotBeEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    PictureHeader deaf =
        header(
            watch -> {
              while (!ended.get()) {
                Thread.onSpinWait();
              }
              return PICTURE;
            });
    DecodeThreads slow = slowProcessor();
    assertThat(slow.decode(deaf, SHORT)).isInstanceOf(DecodeThreads.Decoded.GivenUp.class);

    assertThatThrownBy(() -> slow.decode(header(watch -> PICTURE), SHORT))
        .isInstanceOf(DecodersBusyException.class)
        .hasMessageContaining("kept all decoders");

    ended.set(true);
    assertThat(image(slow, header(watch -> PICTURE), LONG)).isSameAs(PICTURE);
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

    DecodeBudget budget = DecodeBudget.of(large, 0, ImageLimits.DEFAULT);
    assertThatThrownBy(() -> threads.decode(large, budget))
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
    return image(threads, header, LONG);
  }

  private static BufferedImage image(
      DecodeThreads threads, PictureHeader header, DecodeBudget budget) {
    try (var picture = (DecodeThreads.Decoded.Picture) threads.decode(header, budget)) {
      return picture.image().take();
    }
  }

  /** Whose decodes have always taken a millisecond more at every look. */
  private static DecodeThreads slowProcessor() {
    AtomicLong cpu = new AtomicLong();
    return threads(() -> cpu.getAndAdd(Duration.ofMillis(1).toNanos()), () -> 0);
  }

  private static DecodeThreads threads(LongSupplier cpuNanos, LongSupplier nanoTime) {
    return new DecodeThreads(new DecodeRoom(1, 64, 64), thread -> cpuNanos.getAsLong(), nanoTime);
  }

  private static DecodeBudget budget(Duration time) {
    return new DecodeBudget(1, 1, 0, time);
  }

  static ImageLimits withTime(Duration time) {
    ImageLimits usual = ImageLimits.DEFAULT;
    return new ImageLimits(
        usual.maxBytes(),
        usual.maxPixels(),
        usual.minSide(),
        usual.maxSide(),
        usual.maxAspect(),
        usual.maxDecoderBytes(),
        usual.maxPasses(),
        time);
  }

  private static PictureHeader blocked(CountDownLatch until) {
    return header(
        watch -> {
          awaitQuietly(until);
          return PICTURE;
        });
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
