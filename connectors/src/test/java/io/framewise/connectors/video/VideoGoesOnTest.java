package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A video file that was played in part by another process. */
final class VideoGoesOnTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = START.plusSeconds(3600);
  private static final String DEFINITION = "17";
  private static final int FRAMES = 50;

  @TempDir private static Path folder;
  private static Path rendered;
  private Path clip;

  /** Takes pictures as a channel does that Kafka acknowledges at once. */
  private static final class Acknowledging extends RecordingSink {

    private final List<String> positions = new ArrayList<>();

    Acknowledging(int limit) {
      super(limit);
    }

    @Override
    public void picture(CapturedImage picture, String position) throws InterruptedException {
      positions.add(position);
      picture(picture);
    }

    @Override
    public void reached(String position) {
      positions.add(position);
    }

    Earlier earlier() {
      return new Earlier(DEFINITION, Optional.of(positions.get(positions.size() - 1)), false);
    }

    Earlier ended() {
      return new Earlier(DEFINITION, earlier().position(), true);
    }

    List<String> ids() {
      return pictures().stream().map(CapturedImage::frameId).toList();
    }
  }

  @BeforeAll
  static void renderClip() {
    rendered = Clip.render(folder.resolve("clip.mp4"), FRAMES);
  }

  @BeforeEach
  void copyClip() throws IOException {
    clip =
        Clip.old(
            Files.copy(
                rendered,
                Files.createTempFile(folder, "clip", ".mp4"),
                StandardCopyOption.REPLACE_EXISTING));
  }

  private Acknowledging play(int limit, Earlier earlier, Instant now, String... settings) {
    Acknowledging sink = new Acknowledging(limit);
    VideoSource source =
        new VideoSource(
            "cam",
            Settings.source("video", clip, settings),
            earlier,
            Clock.fixed(now, ZoneOffset.UTC),
            Pacer.fast(),
            Pacer.Sleeper.real());
    try {
      String unused = source.run(sink);
    } catch (InterruptedException e) {
      return sink; // As many as were wanted.
    }
    return sink;
  }

  private static Earlier fresh() {
    return new Earlier(DEFINITION, Optional.empty(), false);
  }

  private List<String> allIds(String... settings) {
    return play(120, fresh(), START, settings).ids();
  }

  @Test
  void shouldGoOnBehindTheLastPictureUnderTheIdsOfOneRun() {
    Acknowledging first = play(20, fresh(), START, "max-rate", "0");

    Acknowledging second = play(100, first.earlier(), LATER, "max-rate", "0");

    List<String> both = new ArrayList<>(first.ids());
    both.addAll(second.ids());
    assertThat(both).isEqualTo(allIds("max-rate", "0")).hasSize(FRAMES);
    assertThat(second.pictures().get(0).attributes())
        .containsEntry(CapturedImage.MEDIA_TIME, "0.800000");
    assertThat(second.notes()).anyMatch(note -> note.contains("picture 19")).endsWith("");
  }

  @Test
  void shouldHaveEventTimesOfWhenItGoesOn() {
    Acknowledging first = play(20, fresh(), START, "max-rate", "0");

    Acknowledging second = play(100, first.earlier(), LATER, "max-rate", "0");

    assertThat(second.pictures().get(0).capturedAt()).isEqualTo(LATER.plusMillis(40));
    assertThat(second.pictures().get(29).capturedAt()).isEqualTo(LATER.plusMillis(1200));
  }

  @Test
  void shouldNotGoBackWhereEventTimeRanAheadOfTheClock() {
    Acknowledging first = play(20, fresh(), START, "max-rate", "0");

    Acknowledging second = play(100, first.earlier(), START.plusMillis(1), "max-rate", "0");

    assertThat(second.pictures().get(0).capturedAt()).isEqualTo(START.plusMillis(800));
  }

  @Test
  void shouldKeepTheRateAcrossTheRestart() {
    Acknowledging first = play(3, fresh(), START, "max-rate", "5");

    Acknowledging second = play(100, first.earlier(), LATER, "max-rate", "5");

    assertThat(second.pictures().get(0).capturedAt()).isEqualTo(LATER.plusMillis(200));
    assertThat(second.pictures()).hasSize(7);
  }

  @Test
  void shouldGoOnInTheRoundOfALoopAndAgainAfterThat() {
    Acknowledging first = play(70, fresh(), START, "max-rate", "0", "loop", "true");
    Acknowledging second = play(10, first.earlier(), LATER, "max-rate", "0", "loop", "true");
    Acknowledging third =
        play(40, second.earlier(), LATER.plusSeconds(9), "max-rate", "0", "loop", "true");

    List<String> all = new ArrayList<>(first.ids());
    all.addAll(second.ids());
    all.addAll(third.ids());
    assertThat(all).isEqualTo(allIds("max-rate", "0", "loop", "true"));
    assertThat(second.pictures().get(0).attributes())
        .containsEntry(CapturedImage.MEDIA_TIME, "0.800000");
    assertThat(third.pictures().get(20).attributes())
        .containsEntry(CapturedImage.MEDIA_TIME, "0.000000");
    assertThat(third.pictures().get(20).capturedAt())
        .isEqualTo(LATER.plusSeconds(9).plusMillis(840));
  }

  @Test
  void shouldBeginAnewWhenTheFileWasChanged() throws IOException {
    Acknowledging first = play(20, fresh(), START, "max-rate", "0");
    Files.setLastModifiedTime(clip, FileTime.from(START.minusSeconds(100)));

    Acknowledging second = play(100, first.earlier(), LATER, "max-rate", "0");

    assertThat(second.pictures()).hasSize(FRAMES);
    assertThat(second.ids()).doesNotContainAnyElementsOf(first.ids());
    assertThat(second.pictures().get(0).capturedAt()).isEqualTo(LATER);
  }

  @Test
  void shouldBeginAnewWhenTheSourceWasDefinedAnew() {
    Acknowledging first = play(20, fresh(), START, "max-rate", "0");
    Earlier other = new Earlier("18", first.earlier().position(), false);

    assertThat(play(100, other, LATER, "max-rate", "0").pictures()).hasSize(FRAMES);
  }

  @Test
  void shouldGoOnInAFileThatHasOnlyGrown() throws IOException {
    Path whole = Clip.render(folder.resolve("grows.ts"), "mpegts", FRAMES, 0);
    byte[] bytes = Files.readAllBytes(whole);
    clip = Clip.old(Files.write(folder.resolve("part.ts"), Arrays.copyOf(bytes, bytes.length / 2)));
    Acknowledging first = play(10, fresh(), START, "max-rate", "0");
    Clip.old(Files.write(clip, bytes));
    Files.setLastModifiedTime(clip, FileTime.from(START.minusSeconds(100)));

    Acknowledging second = play(100, first.earlier(), LATER, "max-rate", "0");

    assertThat(second.ids()).hasSize(FRAMES - 10).doesNotContainAnyElementsOf(first.ids());
  }

  @Test
  void shouldNotPlayAgainWhatWasPlayedToItsEnd() {
    Acknowledging first = play(100, fresh(), START, "max-rate", "0");

    assertThat(play(100, first.ended(), LATER, "max-rate", "0").pictures()).isEmpty();
  }

  private static byte[] recording() throws IOException {
    return Files.readAllBytes(Clip.render(folder.resolve("whole.ts"), "mpegts", FRAMES, 0));
  }

  /** Plays the first half of a recording, and the second that comes while it is waited for. */
  private Acknowledging playWhileItGrows(byte[] bytes) throws Exception {
    clip = Files.write(folder.resolve("grows-on.ts"), Arrays.copyOf(bytes, bytes.length / 2));
    Acknowledging sink = new Acknowledging(120);
    Pacer.Sleeper grows =
        span -> {
          if (clip.toFile().length() < bytes.length) {
            append(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
          }
        };
    VideoSource source =
        new VideoSource(
            "cam",
            Settings.source("video", clip, "max-rate", "0"),
            fresh(),
            Clock.fixed(Files.getLastModifiedTime(clip).toInstant(), ZoneOffset.UTC),
            Pacer.fast(),
            grows);
    assertThat(source.run(sink)).isEqualTo("end of file after " + FRAMES + " frames");
    return sink;
  }

  private void append(byte[] bytes) {
    try {
      Files.write(clip, bytes, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldPlayARecordingAgainThatGrewWhileItWasPlayedAndIsTouched() throws Exception {
    Acknowledging first = playWhileItGrows(recording());
    assertThat(play(100, first.ended(), LATER, "max-rate", "0").pictures()).isEmpty();

    Files.setLastModifiedTime(clip, FileTime.from(START.minusSeconds(100)));

    assertThat(play(100, first.ended(), LATER, "max-rate", "0").ids())
        .hasSize(FRAMES)
        .doesNotContainAnyElementsOf(first.ids());
  }

  @Test
  void shouldGoOnInARecordingThatGrewAfterItsEnd() throws Exception {
    byte[] bytes = recording();
    clip = Files.write(folder.resolve("later.ts"), Arrays.copyOf(bytes, bytes.length / 2));
    Clip.old(clip);
    Acknowledging first = play(100, fresh(), START, "max-rate", "0");
    append(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
    Clip.old(clip);

    Acknowledging second = play(100, first.ended(), LATER, "max-rate", "0");

    assertThat(second.ids()).isNotEmpty().doesNotContainAnyElementsOf(first.ids());
    assertThat(first.ids().size() + second.ids().size()).isBetween(FRAMES - 1, FRAMES);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"definition\":\"17\"}",
        "{\"definition\":\"17\",\"file\":{},\"number\":-1}"
      })
  void shouldBeginAnewWhereThePositionSaysNothing(String text) {
    Earlier earlier = new Earlier(DEFINITION, Optional.ofNullable(text), false);

    assertThat(play(100, earlier, LATER, "max-rate", "0").pictures()).hasSize(FRAMES);
  }
}
