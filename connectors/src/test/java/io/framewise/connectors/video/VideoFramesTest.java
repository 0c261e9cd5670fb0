package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.testing.Clip;
import io.framewise.contract.UserError;
import io.framewise.platform.image.RgbImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFramesTest {

  @TempDir private Path directory;

  private static List<BufferedImage> read(Path file, int... indices) {
    List<BufferedImage> frames = new ArrayList<>();
    VideoFrames.read(file, count -> indices, frames::add);
    return frames;
  }

  /** Whether the square of {@link Clip} is where it is in the frame of this number. */
  private static boolean shows(BufferedImage image, int number) {
    Color inside =
        new Color(image.getRGB(number * 3 % Clip.WIDTH + 6, number * 2 % Clip.HEIGHT + 6));
    Color before =
        new Color(image.getRGB(Math.max(0, number * 3 % Clip.WIDTH - 6), Clip.HEIGHT - 1));
    return inside.getRed() > 200 && inside.getBlue() < 80 && before.getRed() < 100;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "mpegts"})
  void shouldCountFramesAndDecodeTheChosenOnes(String format) {
    Path clip = Clip.render(directory.resolve("clip"), format, 60, 1);
    AtomicInteger counted = new AtomicInteger();
    List<BufferedImage> frames = new ArrayList<>();

    VideoFrames.read(
        clip,
        count -> {
          counted.set(count);
          return new int[] {0, 17, 17, 40, 59};
        },
        frames::add);

    assertThat(counted).hasValue(60);
    assertThat(frames)
        .hasSize(5)
        .allSatisfy(
            frame -> assertThat(RgbImages.bytes(frame)).hasSize(3 * Clip.WIDTH * Clip.HEIGHT))
        .allSatisfy(frame -> assertThat(frame.getWidth()).isEqualTo(Clip.WIDTH));
    assertThat(shows(frames.get(0), 0)).isTrue();
    assertThat(shows(frames.get(1), 17)).isTrue();
    assertThat(shows(frames.get(2), 17)).isTrue();
    assertThat(shows(frames.get(3), 40)).isTrue();
    assertThat(shows(frames.get(4), 59)).isTrue();
    assertThat(shows(frames.get(4), 17)).isFalse();
  }

  @Test
  void shouldNameAFileThatBreaksOff() throws IOException {
    byte[] whole = Files.readAllBytes(Clip.render(directory.resolve("whole.mp4"), 100));
    Path cut = directory.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> read(cut, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cut.mp4 breaks off");
  }

  @Test
  void shouldNameWhatIsNoVideo() throws IOException {
    Path playlist = directory.resolve("list.mp4");
    Files.writeString(playlist, "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n");

    assertThatThrownBy(() -> read(playlist, 0))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.wayOut()).contains("MP4"))
        .hasMessageContaining("list.mp4");
    assertThatThrownBy(() -> read(directory.resolve("none.mp4"), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not there");
  }
}
