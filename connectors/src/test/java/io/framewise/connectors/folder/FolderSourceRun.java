package io.framewise.connectors.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a folder's source share: a folder, a sink, and a run that ends when told. */
abstract class FolderSourceRun {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final Instant LONG_AGO = NOW.minusSeconds(3600);
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;
  final RecordingSink sink = new RecordingSink();

  /** Polls of the source, each an action between two looks; the run is stopped after the last. */
  final void run(List<Polled> polls, String... settings) {
    List<Polled> left = new ArrayList<>(polls);
    Pacer.Sleeper sleeper =
        span -> {
          if (left.isEmpty()) {
            throw new InterruptedException("no more polls");
          }
          left.remove(0).act();
        };
    runUntilStopped(sink, sleeper, settings);
  }

  final void runUntilStopped(RecordingSink into, Pacer.Sleeper sleeper, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "max-rate";
    all[settings.length + 1] = "0";
    FolderSource source =
        new FolderSource("station", Settings.source("folder", folder, all), CLOCK, sleeper);
    assertThatThrownBy(() -> source.run(into)).isInstanceOf(InterruptedException.class);
  }

  interface Polled {
    void act();

    static Polled nothing() {
      return () -> {};
    }
  }

  final void write(String name, byte[] bytes, Instant modified) {
    try {
      Files.write(folder.resolve(name), bytes);
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(modified));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void writeGood(String name) {
    write(name, Pictures.of("jpg", Color.BLUE), LONG_AGO);
  }

  static List<String> names(List<CapturedImage> pictures) {
    return pictures.stream().map(picture -> picture.attributes().get("file")).toList();
  }
}
