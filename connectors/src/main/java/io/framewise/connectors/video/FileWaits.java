package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Pacer.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How one source waits for its file. A file that was written to a short while ago may still grow;
 * whether it does is seen by watching it for as long. Not safe for use by several threads.
 */
final class FileWaits {

  /** One version of a file. */
  record Version(long size, Instant modified) {

    /** The version now; empty when the file is away. */
    static Optional<Version> of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Version(attributes.size(), attributes.lastModifiedTime().toInstant()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
  private static final int READ_ATTEMPTS = 120;

  private final Duration settlesAfter;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Consumer<String> note;
  private Optional<Version> settled = Optional.empty();

  /**
   * Waits of a source.
   *
   * @param settlesAfter how long a file must be unchanged to count as whole
   * @param note takes what people should know while it waits, empty when it waits no more
   */
  FileWaits(Duration settlesAfter, Clock clock, Sleeper sleeper, Consumer<String> note) {
    this.settlesAfter = settlesAfter;
    this.clock = clock;
    this.sleeper = sleeper;
    this.note = note;
  }

  /** No waits: a file is what it is now. */
  static FileWaits none() {
    return new FileWaits(Duration.ZERO, Clock.systemUTC(), span -> {}, text -> {});
  }

  /** Whether there is more of an open file than {@code end} bytes, now or after some waiting. */
  boolean growsBeyond(Path file, FileChannel channel, long end)
      throws IOException, InterruptedException {
    if (channel.size() > end) {
      return true;
    }
    boolean grown = changesFrom(file, Version.of(file), () -> channel.size() > end);
    over();
    return grown;
  }

  /** Whether the file becomes another than {@code version}, now or after some waiting. */
  boolean changesFrom(Path file, Optional<Version> version)
      throws IOException, InterruptedException {
    boolean changes = changesFrom(file, version, () -> !Version.of(file).equals(version));
    over();
    return changes;
  }

  private boolean changesFrom(Path file, Optional<Version> first, Check done)
      throws IOException, InterruptedException {
    Optional<Version> seen = first;
    Duration quiet = quietSince(seen);
    while (quiet.compareTo(settlesAfter) < 0) {
      note.accept(file.getFileName() + " was just written to: it may still grow and is followed");
      sleeper.sleep(LOOK_INTERVAL);
      if (done.holds()) {
        return true;
      }
      Optional<Version> now = Version.of(file);
      quiet = now.equals(seen) ? quiet.plus(LOOK_INTERVAL) : Duration.ZERO;
      seen = now;
    }
    settled = seen;
    return done.holds();
  }

  /** By the clock only when the file is old by it: the clock of a share may be another. */
  private Duration quietSince(Optional<Version> version) {
    if (version.isEmpty() || version.equals(settled)) {
      return settlesAfter;
    }
    Duration age = Duration.between(version.get().modified(), clock.instant());
    return age.compareTo(settlesAfter) > 0 ? settlesAfter : Duration.ZERO;
  }

  /** Waits before a read that failed is tried again; false when it has been tried enough. */
  boolean readsAgain(Path file, int attempt) throws InterruptedException {
    if (settlesAfter.isZero() || attempt > READ_ATTEMPTS) {
      return false;
    }
    note.accept(file.getFileName() + " cannot be read just now: it is tried again");
    sleeper.sleep(LOOK_INTERVAL);
    return true;
  }

  /** Takes back what was said of a wait that is over. */
  void over() {
    note.accept("");
  }

  @FunctionalInterface
  private interface Check {
    boolean holds() throws IOException;
  }
}
