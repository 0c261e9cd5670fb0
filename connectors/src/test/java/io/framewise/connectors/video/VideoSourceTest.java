package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VideoSourceTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
  private static final int FRAMES = 50;

  @TempDir private static Path folder;
  private static Path clip;

  @BeforeAll
  static void renderClip() {
    clip = Clip.render(folder.resolve("clip.mp4"), FRAMES);
  }

  private static VideoSource source(Path file, String... settings) {
    return source(Settings.source("video", file, settings), Pacer.fast());
  }

  private static VideoSource source(SourceSettings settings, Pacer pacer) {
    return new VideoSource("cam", settings, Earlier.NOTHING, CLOCK, pacer, Pacer.Sleeper.real());
  }

  private static byte[] bytes(CapturedImage picture) {
    ByteBuffer pixels = picture.bytes().duplicate();
    byte[] bytes = new byte[pixels.remaining()];
    pixels.get(bytes);
    return bytes;
  }

  @Test
  void shouldDeliverEveryFrameAtTheTimeThatTheStreamSays() throws InterruptedException {
    RecordingSink sink = new RecordingSink();

    String end = source(clip, "max-rate", "0").run(sink);

    assertThat(end).isEqualTo("end of file after 50 frames");
    List<Instant> expected = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      expected.add(START.plusMillis(i * 1000L / Clip.RATE));
    }
    assertThat(sink.pictures()).extracting(CapturedImage::capturedAt).isEqualTo(expected);
    assertThat(sink.pictures()).extracting(CapturedImage::frameId).doesNotHaveDuplicates();
    assertThat(mediaTimes(sink)).startsWith("0.000000", "0.040000").endsWith("1.960000");
  }

  private static List<String> mediaTimes(RecordingSink sink) {
    return sink.pictures().stream()
        .map(picture -> picture.attributes().get(CapturedImage.MEDIA_TIME))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "mpegts"})
  void shouldPlayEveryContainerThatIsTakenAndPassOverItsSound(String format)
      throws InterruptedException {
    Path file = Clip.render(folder.resolve("sound." + format), format, FRAMES, 1);
    RecordingSink sink = new RecordingSink();

    String end = source(file, "max-rate", "5").run(sink);

    assertThat(end).isEqualTo("end of file after 50 frames");
    assertThat(sink.pictures()).hasSize(10);
    assertThat(sink.pictures().get(9).capturedAt()).isEqualTo(START.plusMillis(1800));
  }

  @Test
  void shouldDeliverWholeJpegsThatShowTheClip() throws InterruptedException {
    RecordingSink sink = new RecordingSink();

    source(clip).run(sink);

    CapturedImage first = sink.pictures().get(0);
    BufferedImage decoded = new ImageDecoder(ImageLimits.DEFAULT).decode(bytes(first));
    assertThat(first.format()).isEqualTo(ImageFormat.JPEG);
    assertThat(decoded.getWidth()).isEqualTo(first.width()).isEqualTo(Clip.WIDTH);
    assertThat(decoded.getHeight()).isEqualTo(first.height()).isEqualTo(Clip.HEIGHT);
    int orange = decoded.getRGB(20, 20);
    assertThat(orange >> 16 & 0xFF).as("red").isGreaterThan(200);
    assertThat(orange & 0xFF).as("blue").isLessThan(80);
  }

  @Test
  void shouldLeaveOutFramesAboveTheRateAndCountThem() throws InterruptedException {
    RecordingSink sink = new RecordingSink();

    source(clip, "max-rate", "5").run(sink);

    assertThat(sink.pictures()).hasSize(10);
    assertThat(sink.rateCappedPictures()).isEqualTo(40);
    assertThat(sink.pictures().get(1).capturedAt()).isEqualTo(START.plusMillis(200));
  }

  @Test
  void shouldScaleDownToTheLongestSide() throws InterruptedException {
    RecordingSink sink = new RecordingSink();

    source(clip, "max-side", "160").run(sink);

    assertThat(sink.pictures()).extracting(CapturedImage::width).containsOnly(160);
    assertThat(sink.pictures()).extracting(CapturedImage::height).containsOnly(90);
  }

  @Test
  void shouldGoOnInEventTimeWhenItLoops() {
    RecordingSink sink = new RecordingSink(FRAMES + 2);

    assertThatThrownBy(() -> source(clip, "max-rate", "0", "loop", "true").run(sink))
        .isInstanceOf(InterruptedException.class);

    assertThat(sink.pictures().get(FRAMES).capturedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(sink.pictures().get(FRAMES + 1).capturedAt()).isEqualTo(START.plusMillis(2040));
    assertThat(mediaTimes(sink)).endsWith("1.960000", "0.000000", "0.040000");
    assertThat(sink.pictures()).extracting(CapturedImage::frameId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stands.mp4", "stands.mkv"})
  void shouldLetTheLastPictureStandAsLongAsTheFileSays(String name) throws InterruptedException {
    Path stands = Clip.stored(name, folder);
    RecordingSink once = new RecordingSink();

    assertThat(source(stands, "max-rate", "0").run(once)).isEqualTo("end of file after 12 frames");

    assertThat(once.pictures().get(11).capturedAt()).isEqualTo(START.plusMillis(440));
    RecordingSink looped = new RecordingSink(13);
    assertThatThrownBy(() -> source(stands, "max-rate", "0", "loop", "true").run(looped))
        .isInstanceOf(InterruptedException.class);
    assertThat(looped.pictures().get(12).capturedAt()).isEqualTo(START.plusMillis(3440));
  }

  @Test
  void shouldWaitUntilEachFrameIsDueWhenPacedInRealTime() throws InterruptedException {
    List<Duration> waits = new ArrayList<>();
    Pacer pacer = Pacer.realtime(CLOCK, waits::add);

    source(Settings.source("video", clip), pacer).run(new RecordingSink());

    assertThat(waits).hasSize(9).startsWith(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void shouldBreakWhenTheFileEndsBeforeItsPromisedLength() throws IOException {
    byte[] whole = Files.readAllBytes(clip);
    Path cut =
        Clip.old(Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2)));
    RecordingSink sink = new RecordingSink();

    assertThatThrownBy(() -> source(cut, "max-rate", "0").run(sink))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageMatching("cut\\.mp4 breaks off after [01]\\.\\d s of 2\\.0 s");

    assertThat(sink.pictures()).isNotEmpty();
  }

  @Test
  void shouldBreakWhenAMatroskaFileEndsBeforeItsPromisedLength() throws IOException {
    byte[] whole = Files.readAllBytes(Clip.render(folder.resolve("whole.mkv"), "matroska", 100, 1));
    Path cut =
        Clip.old(Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length / 2)));

    assertThatThrownBy(() -> source(cut).run(new RecordingSink()))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageMatching("cut\\.mkv breaks off after [12]\\.\\d s of 4\\.0 s");
  }

  @Test
  void shouldBreakWhenTheIndexIsMissing() throws IOException {
    byte[] whole = Files.readAllBytes(clip);
    Path cut = Clip.old(Files.write(folder.resolve("head.mp4"), Arrays.copyOf(whole, 300)));

    assertThatThrownBy(() -> source(cut).run(new RecordingSink()))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageStartingWith("head.mp4 cannot be opened");
  }

  @Test
  void shouldRefuseAPlaylistEvenOneOfAGoodFile() throws IOException {
    Path playlist =
        Files.writeString(
            folder.resolve("list.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nclip.mp4\n#EXT-X-ENDLIST\n");

    assertThatThrownBy(() -> source(Clip.old(playlist)).run(new RecordingSink()))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageStartingWith("list.m3u8 cannot be opened");
  }

  @Test
  void shouldRefuseText() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is no video\n".repeat(100));

    assertThatThrownBy(() -> source(Clip.old(text)).run(new RecordingSink()))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageStartingWith("text.mp4 cannot be opened");
  }

  @Test
  void shouldRefuseASymbolicLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), clip);

    assertThatThrownBy(() -> source(link).run(new RecordingSink()))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessage("link.mp4 is not a regular file");
  }
}
