package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.testing.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason why a file is not played has a sentence of its own. */
final class VideoFaultsTest {

  private static final String TAKEN = ", only MP4, Matroska or MPEG-TS is taken";

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ? extends Throwable> opening(String name) {
    return assertThatThrownBy(
            () -> {
              try (VideoFile video =
                  VideoFile.open(folder.resolve(name), Framing.whole(1280), FileWaits.none())) {
                video.next();
              }
            })
        .isInstanceOf(SourceBrokenException.class);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private byte[] stored(String name) throws IOException {
    return Files.readAllBytes(Clip.stored(name, folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sound.mp4 | holds no video, only sound",
        "cover.m4a | holds no video, only sound and a cover picture",
        "encrypted.mp4 | is encrypted: only video without encryption can be decoded",
        "mpeg4.mp4 | holds video in mpeg4, only H.264, HEVC, MJPEG, VP8 and VP9 are taken",
        "picture.gif | cannot be opened: it is a GIF picture" + TAKEN,
        "picture.avi | cannot be opened: it is a file of kind AVI (Audio Video Interleaved)" + TAKEN
      })
  void shouldSayWhyAStoredFileIsNotPlayed(String name, String words) {
    Clip.stored(name, folder);

    opening(name).hasMessage(name + " " + words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "#EXTM3U\\n#EXTINF:1 | is an HLS playlist" + TAKEN,
        "version https://git-lfs.github.com/spec/v1 | is a Git LFS pointer, fetch the file itself"
            + TAKEN,
        "PK\\3\\4abc | is a ZIP archive" + TAKEN,
        "<!doctype html> | is a web page" + TAKEN,
        "no video at all | is no video but text" + TAKEN
      })
  void shouldSayWhatKindOfFileItIs(String begin, String words) throws IOException {
    write("x.mp4", begin.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));

    opening("x.mp4").hasMessage("x.mp4 cannot be opened: it " + words);
  }

  @Test
  void shouldTellThatAnMp4WasNeverFinished() throws IOException {
    byte[] whole = Files.readAllBytes(Clip.render(folder.resolve("whole.mp4"), 20));
    write("head.mp4", Arrays.copyOf(whole, 300));
    // Without the option that puts it in front, the index stands at the end.
    byte[] encoded = stored("turned-90.mp4");
    write("tail.mp4", Arrays.copyOf(encoded, encoded.length / 2));

    for (String name : new String[] {"head.mp4", "tail.mp4"}) {
      opening(name)
          .hasMessage(
              name
                  + " cannot be opened: it is cut off or was never finished: its index (moov) is"
                  + " missing");
    }
  }

  @Test
  void shouldTellDamagedHeadersApart() throws IOException {
    byte[] matroska = stored("repeats.mkv");
    write("cut.mkv", Arrays.copyOf(matroska, 60));
    byte[] transport = stored("plain.ts");
    write("tables.ts", Arrays.copyOf(transport, 3 * 188));

    opening("cut.mkv").hasMessageContaining("Matroska");
    opening("tables.ts").hasMessageStartingWith("tables.ts ");
  }

  @Test
  void shouldTellWhatIsNotThereOrNoFile() throws IOException {
    Files.createDirectory(folder.resolve("folder"));

    opening("none.mp4").hasMessage("none.mp4 is not there");
    opening("folder")
        .hasMessage("folder is a folder: its pictures are read as a source of kind folder");
  }

  @Test
  void shouldTellWhatMayNotBeReadAndWhatCannot() {
    Path clip = Clip.stored("plain.ts", folder);

    assertThatThrownBy(
            () ->
                VideoStream.open(
                    clip,
                    FileWaits.none(),
                    file -> {
                      throw new AccessDeniedException("secret");
                    }))
        .hasMessage("plain.ts cannot be read: this process may not, check its permissions");
    assertThatThrownBy(
            () ->
                VideoStream.open(
                    clip,
                    FileWaits.none(),
                    file -> {
                      throw new IOException("Stale file handle");
                    }))
        .hasMessage("plain.ts cannot be read, the disk or share gives an error");
  }

  @Test
  void shouldRefuseAFileThatBecameALinkSinceItWasLookedAt() {
    Path clip = Clip.stored("plain.ts", folder);
    FileInput.Opener swapped =
        file -> {
          Files.delete(file);
          Files.createSymbolicLink(file, folder.resolve("elsewhere"));
          return FileInput.Opener.real().open(file);
        };

    assertThatThrownBy(() -> VideoStream.open(clip, FileWaits.none(), swapped))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageStartingWith("plain.ts cannot be read");
    assertThat(Files.isSymbolicLink(clip)).isTrue();
  }
}
