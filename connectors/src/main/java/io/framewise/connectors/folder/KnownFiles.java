package io.framewise.connectors.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the files of a folder. A file that is gone is remembered for a while: a share that
 * is away may look like an empty folder, and what was read is not read again when it is back. Not
 * safe for use by several threads.
 */
final class KnownFiles {

  /** How a version of a file ended, or stands. */
  enum Fate {
    DELIVERED,
    REFUSED,
    /** It cannot be read for the time being. */
    UNREADABLE,
    /** The same for so long that it was refused; it is still tried. */
    GIVEN_UP,
    /** It looks cut off, and may be so because it is still being written. */
    UNFINISHED
  }

  private record Known(FileStamp stamp, Fate fate, Instant since, Instant seen) {}

  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Map<String, Known> files = new HashMap<>();

  /** Notes that these files are there, and forgets the ones that have been gone for long. */
  void see(Set<String> names, Instant now) {
    for (String name : names) {
      files.computeIfPresent(
          name, (key, known) -> new Known(known.stamp(), known.fate(), known.since(), now));
    }
    files.values().removeIf(known -> known.seen().plus(MEMORY).isBefore(now));
  }

  /** Notes how a version of a file stands. */
  void put(String name, FileStamp stamp, Fate fate, Instant now) {
    Known before = files.get(name);
    boolean same = before != null && before.stamp().equals(stamp) && before.fate() == fate;
    files.put(name, new Known(stamp, fate, same ? before.since() : now, now));
  }

  /** How that version of a file stands. */
  Optional<Fate> fate(String name, FileStamp stamp) {
    return Optional.ofNullable(files.get(name))
        .filter(known -> known.stamp().equals(stamp))
        .map(Known::fate);
  }

  /** Since when it has stood so; empty when it has not been seen. */
  Optional<Instant> since(String name, FileStamp stamp) {
    return Optional.ofNullable(files.get(name))
        .filter(known -> known.stamp().equals(stamp))
        .map(Known::since);
  }

  /** Forgets a version of a file that is gone for good, so that another of its name is new. */
  void forget(String name, FileStamp stamp) {
    files.computeIfPresent(name, (key, known) -> known.stamp().equals(stamp) ? null : known);
  }
}
