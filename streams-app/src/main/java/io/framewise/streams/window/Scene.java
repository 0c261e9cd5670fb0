package io.framewise.streams.window;

import io.framewise.contract.avro.FrameHeader;
import io.framewise.streams.state.OpenWindow;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the frames of a window say of their scene: whether all look like one earlier picture, and
 * what is wrong with them. It comes from outside, so only short plain words are used, and few of
 * them.
 */
public final class Scene {

  private static final Pattern CONDITION = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final int MOST_CONDITIONS = 16;

  private Scene() {}

  /** What is wrong with a frame, in alphabetical order. */
  public static List<String> conditions(FrameHeader frame) {
    return frame.getConditions().stream()
        .limit(MOST_CONDITIONS)
        .filter(condition -> CONDITION.matcher(condition).matches())
        .distinct()
        .sorted()
        .toList();
  }

  /** Takes note of one more frame of a window. The order of the frames does not matter. */
  static void note(OpenWindow window, FrameHeader frame) {
    List<String> conditions = conditions(frame);
    if (!window.getConditions().containsAll(conditions)) {
      TreeSet<String> all = new TreeSet<>(window.getConditions());
      all.addAll(conditions);
      window.setConditions(all.stream().limit(MOST_CONDITIONS).toList());
    }
    Instant since = frame.getUnchangedSince();
    Long known = window.getUnchangedSinceMs();
    if (since == null || !since.isBefore(frame.getCapturedAt())) {
      window.setChanged(true);
    } else if (known == null) {
      window.setUnchangedSinceMs(since.toEpochMilli());
    } else if (known != since.toEpochMilli()) {
      window.setChanged(true);
    }
  }

  /**
   * The capture time of the earlier picture that all frames of a window look like; null where
   * something changed, or nobody compared.
   */
  public static Instant unchangedSince(OpenWindow window) {
    return window.getChanged() || window.getUnchangedSinceMs() == null
        ? null
        : Instant.ofEpochMilli(window.getUnchangedSinceMs());
  }
}
