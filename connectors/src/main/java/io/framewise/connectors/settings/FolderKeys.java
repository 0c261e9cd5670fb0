package io.framewise.connectors.settings;

import java.nio.file.Path;

/** Checks of settings that are for folders only. */
final class FolderKeys {

  private static final int LONGEST_MARKER = 32;

  private FolderKeys() {}

  /** Fails unless the marker is the end of a name, and read files leave what is read. */
  static void require(Path path, String readyMarker, String movedTo) {
    if (readyMarker.length() > LONGEST_MARKER
        || readyMarker.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "ready-marker is the end of a file's name, such as .done, of at most "
              + LONGEST_MARKER
              + " characters");
    }
    if (!movedTo.isEmpty() && whole(path).startsWith(whole(path.resolve(movedTo)))) {
      throw new IllegalArgumentException(
          "moved-to must not be the folder that is read, nor one that it lies in");
    }
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Fails when a loop is to repeat what does not come again, or not with a later time. */
  static void requireLoop(boolean loop, CaptureTime capturedAt, boolean sidecar, String movedTo) {
    if (loop && capturedAt == CaptureTime.MODIFIED) {
      throw new IllegalArgumentException(
          "loop goes with captured-at: now, a time of modification does not move on");
    }
    if (loop && (sidecar || !movedTo.isEmpty())) {
      throw new IllegalArgumentException("loop goes without sidecar and moved-to");
    }
  }
}
