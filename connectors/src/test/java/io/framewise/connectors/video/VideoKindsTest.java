package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos as they are out there, each against what ffmpeg shows of it. */
final class VideoKindsTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder;

  private List<CapturedImage> play(Path file, String... settings) throws InterruptedException {
    RecordingSink sink = new RecordingSink();
    new VideoSource(
            "cam",
            Settings.source("video", file, settings),
            Earlier.NOTHING,
            Clock.fixed(START, ZoneOffset.UTC),
            Pacer.fast(),
            Pacer.Sleeper.real())
        .run(sink);
    return sink.pictures();
  }

  private List<CapturedImage> play(String clip) throws InterruptedException {
    return play(Clip.stored(clip, folder), "max-rate", "0", "jpeg-quality", "95");
  }

  private static BufferedImage decode(CapturedImage picture) {
    ByteBuffer pixels = picture.bytes().duplicate();
    byte[] bytes = new byte[pixels.remaining()];
    pixels.get(bytes);
    return new ImageDecoder(ImageLimits.DEFAULT).decode(bytes);
  }

  private static List<Integer> numbers(List<BufferedImage> pictures) {
    return pictures.stream().map(picture -> new NumberedPicture(picture).number()).toList();
  }

  private static List<Integer> twice(int count) {
    return IntStream.range(0, 2 * count).map(i -> i % count).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "larger.ts, 1280, 720",
    "taller.ts, 640, 480",
    "smaller.ts, 160, 96",
    "odd.ts, 321, 241",
    "ten-bit.ts, 320, 240",
    "colours.ts, 320, 240",
    "wider.ts, 640, 240",
    "turned.ts, 240, 320"
  })
  void shouldDeliverEveryPictureWholeWhenTheStreamChangesWithinItself(
      String clip, int width, int height) throws InterruptedException {
    List<CapturedImage> pictures = play(clip);

    List<Dimension> sizes = new ArrayList<>(Collections.nCopies(10, new Dimension(320, 240)));
    sizes.addAll(Collections.nCopies(10, new Dimension(width, height)));
    assertThat(pictures)
        .extracting(picture -> new Dimension(picture.width(), picture.height()))
        .isEqualTo(sizes);
    List<BufferedImage> decoded = pictures.stream().map(VideoKindsTest::decode).toList();
    assertThat(numbers(decoded)).isEqualTo(twice(10));
    assertThat(decoded)
        .allSatisfy(image -> shows(new NumberedPicture(image).red(), 254, 0, 0))
        .allSatisfy(image -> shows(new NumberedPicture(image).brown(), 200, 119, 59));
    assertThat(pictures.get(19).capturedAt()).isEqualTo(START.plusMillis(19 * 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"larger.ts", "taller.ts", "smaller.ts", "odd.ts", "turned.ts"})
  void shouldShowChosenFramesOfAStreamThatChanges(String clip) {
    List<BufferedImage> frames = new ArrayList<>();

    VideoFrames.read(
        Clip.stored(clip, folder), count -> IntStream.range(0, count).toArray(), frames::add);

    assertThat(numbers(frames)).isEqualTo(twice(10));
  }

  private static void shows(Color colour, int red, int green, int blue) {
    assertThat(colour.getRed()).as("red of %s", colour).isCloseTo(red, within(4));
    assertThat(colour.getGreen()).as("green of %s", colour).isCloseTo(green, within(4));
    assertThat(colour.getBlue()).as("blue of %s", colour).isCloseTo(blue, within(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bt709-tv.mp4",
        "bt709-pc.mp4",
        "bt601-pc.mkv",
        "bt2020-tv.mkv",
        "untold-hd.mp4",
        "mjpeg.mkv",
        "rgb.mkv",
        "hevc.mp4",
        "vp8.webm",
        "vp9.webm"
      })
  void shouldShowColoursAsTheyWereFilmed(String clip) throws InterruptedException {
    NumberedPicture fromTopic = new NumberedPicture(decode(play(clip).get(3)));
    List<BufferedImage> asked = new ArrayList<>();
    VideoFrames.read(folder.resolve(clip), count -> new int[] {3}, asked::add);

    for (NumberedPicture picture : List.of(fromTopic, new NumberedPicture(asked.get(0)))) {
      assertThat(picture.number()).isEqualTo(3);
      shows(picture.red(), 254, 0, 0);
      shows(picture.green(), 0, 254, 0);
      shows(picture.blue(), 0, 0, 254);
      shows(picture.brown(), 200, 119, 59);
      shows(picture.grey(), 128, 128, 128);
    }
  }

  @Test
  void shouldShowPhonePicturesTheRightWayUp() throws InterruptedException {
    // As ffmpeg shows them. The red patch is stored at the top left, the green one at the top
    // right.
    BufferedImage left = decode(play("turned-90.mp4").get(0));
    BufferedImage half = decode(play("turned-180.mp4").get(0));
    BufferedImage right = decode(play("turned-270.mp4").get(0));

    assertThat(new Dimension(left.getWidth(), left.getHeight())).isEqualTo(new Dimension(240, 320));
    shows(new NumberedPicture(left).at(0.2, 0.75), 254, 0, 0);
    shows(new NumberedPicture(left).at(0.2, 0.25), 0, 254, 0);
    assertThat(new Dimension(half.getWidth(), half.getHeight())).isEqualTo(new Dimension(320, 240));
    shows(new NumberedPicture(half).at(0.75, 0.8), 254, 0, 0);
    shows(new NumberedPicture(half).at(0.25, 0.8), 0, 254, 0);
    assertThat(new Dimension(right.getWidth(), right.getHeight()))
        .isEqualTo(new Dimension(240, 320));
    shows(new NumberedPicture(right).at(0.8, 0.25), 254, 0, 0);
    shows(new NumberedPicture(right).at(0.8, 0.75), 0, 254, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "wide-pixels.mp4, 704, 288",
    "narrow-pixels.mkv, 640, 480",
    "turned-wide-pixels.mp4, 288, 704"
  })
  void shouldShowSquarePixels(String clip, int width, int height) throws InterruptedException {
    CapturedImage picture = play(clip).get(0);
    List<BufferedImage> asked = new ArrayList<>();
    VideoFrames.read(folder.resolve(clip), count -> new int[] {0}, asked::add);

    assertThat(new Dimension(picture.width(), picture.height()))
        .isEqualTo(new Dimension(width, height));
    assertThat(new Dimension(asked.get(0).getWidth(), asked.get(0).getHeight()))
        .isEqualTo(new Dimension(width, height));
  }

  @Test
  void shouldScaleDownWhatIsShownAndNotWhatIsStored() throws InterruptedException {
    CapturedImage picture =
        play(Clip.stored("turned-wide-pixels.mp4", folder), "max-side", "352").get(0);

    assertThat(new Dimension(picture.width(), picture.height())).isEqualTo(new Dimension(144, 352));
  }

  @Test
  void shouldKeepTimeWhenTimestampsRepeat() throws InterruptedException {
    List<CapturedImage> pictures = play("repeats.mkv");

    assertThat(pictures).hasSize(35);
    // By ffprobe: 0.36 s, 2.4 s and 3.28 s after the first one.
    assertThat(pictures.get(9).capturedAt()).isEqualTo(START.plusMillis(360));
    assertThat(pictures.get(14).capturedAt()).isEqualTo(START.plusMillis(2400));
    assertThat(pictures.get(34).capturedAt()).isEqualTo(START.plusMillis(3280));
    assertThat(pictures).extracting(CapturedImage::capturedAt).isSorted();
  }
}
