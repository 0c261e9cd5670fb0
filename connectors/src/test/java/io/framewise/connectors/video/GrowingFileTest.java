package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.NumberedPicture;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not whole yet, or not there just now. */
final class GrowingFileTest {

  @TempDir private Path folder;
  private final RecordingSink sink = new RecordingSink();
  private final List<Duration> slept = new ArrayList<>();

  private interface Act {
    void run() throws IOException;
  }

  /** Sleeps that pass at once; after so many of them something happens, once. */
  private Pacer.Sleeper sleeper(int after, Act act) {
    return span -> {
      slept.add(span);
      if (slept.size() == after) {
        try {
          act.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private VideoSource source(Path file, Pacer.Sleeper sleeper, String... settings) {
    return source(file, Duration.ZERO, sleeper, settings);
  }

  private VideoSource source(Path file, Duration age, Pacer.Sleeper sleeper, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "max-rate";
    all[settings.length + 1] = "0";
    Clock clock = Clock.fixed(lastModified(file).plus(age), ZoneOffset.UTC);
    return new VideoSource(
        "cam", Settings.source("video", file, all), Earlier.NOTHING, clock, Pacer.fast(), sleeper);
  }

  private static Instant lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Integer> numbers() {
    return sink.pictures().stream()
        .map(CapturedImage::bytes)
        .map(
            pixels -> {
              byte[] bytes = new byte[pixels.remaining()];
              pixels.duplicate().get(bytes);
              return new ImageDecoder(ImageLimits.DEFAULT).decode(bytes);
            })
        .map(image -> new NumberedPicture(image).number())
        .toList();
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {376, 3000, 9400, 12_032, 19_176})
  void shouldFollowAFileThatGrowsWhereverItStandsFirst(int first) throws Exception {
    byte[] whole = Files.readAllBytes(Clip.stored("plain.ts", folder));
    Path file = Files.write(folder.resolve("growing.ts"), Arrays.copyOf(whole, first));
    Act append =
        () ->
            Files.write(
                file, Arrays.copyOfRange(whole, first, whole.length), StandardOpenOption.APPEND);

    String end = source(file, sleeper(20, append)).run(sink);

    assertThat(end).isEqualTo("end of file after 50 frames");
    assertThat(numbers()).isEqualTo(upTo(50));
    assertThat(sink.notes())
        .contains("growing.ts was just written to: it may still grow and is followed")
        .endsWith("");
    // 10 s without a change, after the one change.
    assertThat(slept).hasSize(60);
  }

  @Test
  void shouldWaitUntilAnMp4WhoseIndexComesLastIsWritten() throws Exception {
    byte[] whole = Files.readAllBytes(Clip.stored("turned-90.mp4", folder));
    int half = whole.length / 2;
    Path file = Files.write(folder.resolve("recording.mp4"), Arrays.copyOf(whole, half));
    Act append =
        () ->
            Files.write(
                file, Arrays.copyOfRange(whole, half, whole.length), StandardOpenOption.APPEND);

    String end = source(file, sleeper(20, append)).run(sink);

    assertThat(end).isEqualTo("end of file after 4 frames");
  }

  @Test
  void shouldTakeAFileThatDoesNotGrowForWholeAfterAWhileAndOnlyOnce() {
    Path file = Clip.stored("plain.ts", folder);
    assertThat(file.toFile().setLastModified(System.currentTimeMillis())).isTrue();
    RecordingSink two = new RecordingSink(100);

    assertThatThrownBy(() -> source(file, sleeper(0, () -> {}), "loop", "true").run(two))
        .isInstanceOf(InterruptedException.class);

    assertThat(slept).hasSize(40);
  }

  @Test
  void shouldBreakWhenAYoungFileStaysBad() throws IOException {
    Path file = Files.writeString(folder.resolve("text.mp4"), "no video");

    assertThatThrownBy(() -> source(file, sleeper(0, () -> {})).run(sink))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageContaining("text");
  }

  @Test
  void shouldWaitForAFileThatIsReplacedWhileItIsLooped() throws IOException {
    Path file = Clip.stored("plain.ts", folder);
    Path other = Clip.stored("larger.ts", Files.createDirectory(folder.resolve("other")));
    RecordingSink replaced =
        new RecordingSink(70) {
          @Override
          public void picture(CapturedImage picture) throws InterruptedException {
            super.picture(picture);
            if (pictures().size() == 50) {
              assertThat(file.toFile().delete()).isTrue();
            }
          }
        };

    Pacer.Sleeper back = sleeper(5, () -> Files.move(other, file));

    assertThatThrownBy(() -> source(file, Duration.ofDays(1), back, "loop", "true").run(replaced))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("enough");
    assertThat(replaced.waits()).containsExactly("plain.ts is not there: it is tried again");
    assertThat(replaced.pictures().get(69).width()).isEqualTo(1280);
    assertThat(replaced.pictures())
        .extracting(CapturedImage::capturedAt)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** A channel that fails from some read on, as one on a share that has gone away does. */
  private FileInput.Opener failing(int reads, int fails) {
    AtomicInteger left = new AtomicInteger(reads);
    AtomicInteger attempts = new AtomicInteger();
    return file -> {
      if (attempts.getAndIncrement() > 0 && attempts.get() <= fails) {
        throw new AccessDeniedException("away");
      }
      FileChannel real = FileInput.Opener.real().open(file);
      return attempts.get() > fails ? real : new StaleChannel(real, left);
    };
  }

  @Test
  void shouldReadOnWhenAShareWasAwayForAWhile() throws Exception {
    Path file = Clip.stored("plain.ts", folder);
    FileWaits waits =
        new FileWaits(
            Duration.ofSeconds(10),
            Clock.systemUTC(),
            sleeper(0, () -> {}),
            text -> sink.note(text));

    int decoded = 0;
    AVFrame frame = avutil.av_frame_alloc();
    try (VideoStream video = VideoStream.open(file, waits, failing(0, 20))) {
      while (video.decode(frame)) {
        decoded++;
      }
    } finally {
      avutil.av_frame_free(frame);
    }

    assertThat(decoded).isEqualTo(50);
    assertThat(slept).hasSize(20);
    assertThat(sink.notes())
        .contains("plain.ts cannot be read just now: it is tried again")
        .endsWith("");
  }

  @Test
  void shouldGiveUpAShareThatStaysAwayInWords() {
    Path file = Clip.stored("plain.ts", folder);
    FileWaits waits =
        new FileWaits(
            Duration.ofSeconds(10),
            Clock.systemUTC(),
            sleeper(0, () -> {}),
            text -> sink.note(text));

    assertThatThrownBy(() -> VideoStream.open(file, waits, failing(0, Integer.MAX_VALUE)))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessage("plain.ts cannot be read, the disk or share gives an error");
  }

  @Test
  void shouldStopWaitingWhenToldTo() throws IOException {
    byte[] whole = Files.readAllBytes(Clip.stored("plain.ts", folder));
    Path file = Files.write(folder.resolve("growing.ts"), Arrays.copyOf(whole, 12_032));
    Pacer.Sleeper told =
        span -> {
          throw new InterruptedException("stop");
        };

    assertThatThrownBy(() -> source(file, told).run(sink)).isInstanceOf(InterruptedException.class);
  }
}
