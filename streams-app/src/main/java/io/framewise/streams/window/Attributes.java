package io.framewise.streams.window;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a frame that describe the thing in the picture. They come from outside, so only
 * short values without control characters are used.
 */
public final class Attributes {

  /** Id of the part in the picture. */
  public static final String PART = "part";

  /** The line that the part is made on. */
  public static final String LINE = "line";

  /** The batch that the part is of. */
  public static final String BATCH = "batch";

  /** What kind of part it is; a reference picture is held against parts of its product. */
  public static final String PRODUCT = "product";

  /** {@code true} for a picture of how a part should look. */
  public static final String REFERENCE = "reference";

  private static final int MAX_CHARACTERS = 128;
  private static final List<String> TRAVELLING = List.of(PART, LINE, BATCH);

  /** The value of an attribute in which the frames of a window differ. */
  private static final String DIFFERENT = "";

  private Attributes() {}

  /** An attribute's value; empty when there is none that can be used. */
  static Optional<String> find(Map<String, String> attributes, String name) {
    return Optional.ofNullable(attributes.get(name))
        .filter(value -> !value.isEmpty() && value.length() <= MAX_CHARACTERS)
        .filter(value -> value.chars().noneMatch(Character::isISOControl));
  }

  /**
   * Part, line and batch of a window after one more frame. The order of the frames does not matter.
   */
  static Map<String, String> merged(Map<String, String> window, Map<String, String> frame) {
    Map<String, String> merged = new HashMap<>(window);
    for (String name : TRAVELLING) {
      find(frame, name)
          .ifPresent(
              value -> merged.merge(name, value, (one, two) -> one.equals(two) ? one : DIFFERENT));
    }
    return merged;
  }

  /** The attributes on which all frames of a window agree. */
  public static Map<String, String> agreed(Map<String, String> window) {
    Map<String, String> agreed = new HashMap<>(window);
    agreed.values().removeIf(DIFFERENT::equals);
    return agreed;
  }
}
