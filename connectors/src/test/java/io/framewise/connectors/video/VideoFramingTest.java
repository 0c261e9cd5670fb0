package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.NumberedPicture;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a picture goes on: turned first, then masked and cropped. */
final class VideoFramingTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  @TempDir private static Path folder;
  private static Path clip;

  @BeforeAll
  static void renderClip() {
    clip = Clip.render(folder.resolve("clip.mp4"), 2 * Clip.RATE);
  }

  private static RecordingSink play(String... settings) throws InterruptedException {
    RecordingSink sink = new RecordingSink();
    new VideoSource(
            "cam",
            Settings.source("video", clip, settings),
            Earlier.NOTHING,
            CLOCK,
            Pacer.fast(),
            Pacer.Sleeper.real())
        .run(sink);
    return sink;
  }

  private static BufferedImage first(String... settings) throws InterruptedException {
    ByteBuffer pixels = play(settings).pictures().get(0).bytes().duplicate();
    byte[] bytes = new byte[pixels.remaining()];
    pixels.get(bytes);
    return new ImageDecoder(ImageLimits.DEFAULT).decode(bytes);
  }

  private static void assertClose(Color actual, Color expected) {
    assertThat(actual.getRed()).isCloseTo(expected.getRed(), within());
    assertThat(actual.getGreen()).isCloseTo(expected.getGreen(), within());
    assertThat(actual.getBlue()).isCloseTo(expected.getBlue(), within());
  }

  private static Offset<Integer> within() {
    return Offset.offset(12);
  }

  @Test
  void shouldTurnClockwise() throws InterruptedException {
    NumberedPicture upright = new NumberedPicture(first());
    BufferedImage turned = first("rotate", "90");

    assertThat(turned.getWidth()).isEqualTo(Clip.HEIGHT);
    assertThat(turned.getHeight()).isEqualTo(Clip.WIDTH);
    NumberedPicture picture = new NumberedPicture(turned);
    assertClose(picture.at(1 - 3.0 / 16, 0.25), upright.red());
    assertClose(picture.at(1 - 3.0 / 16, 0.75), upright.green());
    assertClose(picture.at(1 - 13.0 / 16, 0.125), upright.blue());
  }

  @Test
  void shouldTakeAPartOfThePicture() throws InterruptedException {
    NumberedPicture whole = new NumberedPicture(first());
    BufferedImage right = first("crop", "0.5,0,0.5,0.5");

    assertThat(right.getWidth()).isEqualTo(Clip.WIDTH / 2);
    assertThat(right.getHeight()).isEqualTo(Clip.HEIGHT / 2);
    assertClose(new NumberedPicture(right).at(0.5, 6.0 / 16), whole.green());
  }

  @Test
  void shouldTakeAPartOfATurnedPicture() throws InterruptedException {
    NumberedPicture whole = new NumberedPicture(first());
    // The upper half of the picture on its side is the left half of the picture.
    NumberedPicture upper = new NumberedPicture(first("rotate", "90", "crop", "0,0,1,0.5"));

    assertClose(upper.at(1 - 3.0 / 16, 0.5), whole.red());
    assertClose(upper.at(1 - 13.0 / 16, 0.25), whole.blue());
  }

  @Test
  void shouldMakeMasksBlackAndNothingElse() throws InterruptedException {
    NumberedPicture whole = new NumberedPicture(first());
    NumberedPicture masked = new NumberedPicture(first("masks", "0,0,0.5,0.4;0.9,0.9,0.1,0.1"));

    assertClose(masked.red(), Color.BLACK);
    assertClose(masked.at(0.49, 0.38), Color.BLACK);
    assertClose(masked.at(0.99, 0.99), Color.BLACK);
    assertClose(masked.green(), whole.green());
    assertClose(masked.blue(), whole.blue());
  }

  @Test
  void shouldMaskWhatIsLeftAfterCropping() throws InterruptedException {
    NumberedPicture whole = new NumberedPicture(first());
    NumberedPicture right =
        new NumberedPicture(first("crop", "0.5,0,0.5,1", "masks", "0.25,0.5,0.5,0.5"));

    assertClose(right.at(0.25, 13.0 / 16), Color.BLACK);
    assertClose(right.at(0.5, 3.0 / 16), whole.green());
  }

  @Test
  void shouldMaskWhatIsReallyTakenWhereACropIsTooSmallForAPicture() throws InterruptedException {
    // A sixty-fourth of the width is widened to 16 pixels, and the mask is beside it.
    double crop = 1.0 / 64;
    BufferedImage taken =
        first("crop", "0," + 0.5 + "," + crop + ",0.5", "masks", crop + ",0,0.5,1");

    assertThat(taken.getWidth()).isEqualTo(16);
    assertClose(new Color(taken.getRGB(15, taken.getHeight() / 2)), Color.BLACK);
  }

  @Test
  void shouldLeaveOutWhatAMaskHides() throws InterruptedException {
    RecordingSink sink =
        play("max-rate", "0", "masks", "0,0,1,1", "change-gate", "4", "refresh", "1s");

    assertThat(sink.pictures()).hasSize(2);
    assertThat(sink.unchangedPictures()).isEqualTo(2 * Clip.RATE - 2);
    CapturedImage refreshed = sink.pictures().get(1);
    assertThat(refreshed.seen().unchangedSince()).contains(CLOCK.instant());
    assertThat(refreshed.capturedAt()).isEqualTo(CLOCK.instant().plus(Duration.ofSeconds(1)));
  }
}
