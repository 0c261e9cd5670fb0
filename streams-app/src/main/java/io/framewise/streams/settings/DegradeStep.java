package io.framewise.streams.settings;

import java.util.List;
import java.util.Locale;

/** A step of what windows go without under load, before they are shed. */
public enum DegradeStep {
  /** Half of the frames. */
  FRAMES,
  /** Half of the tiles of each frame. */
  TILES,
  /** Every second window, as if the hop were twice as long; spans of time only. */
  HOP;

  /** The steps that a setting names, in the given order. */
  static List<DegradeStep> parse(List<String> names) {
    List<DegradeStep> steps = names.stream().map(DegradeStep::parse).toList();
    if (steps.stream().distinct().count() < steps.size()) {
      throw new IllegalArgumentException("degrade must not name a step twice");
    }
    return steps;
  }

  private static DegradeStep parse(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "degrade takes frames, tiles and hop, not '" + name + "'", e);
    }
  }
}
