package io.framewise.connectors.scene;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a picture on its way.
 *
 * @param unchangedSince the time from which on all pictures look the same, where this one does
 * @param conditions what is wrong with the source's pictures now
 */
public record SceneNote(Optional<Instant> unchangedSince, List<Condition> conditions) {

  /** Nobody has looked. */
  public static final SceneNote NONE = new SceneNote(Optional.empty(), List.of());

  /** Copies the conditions. */
  public SceneNote {
    conditions = List.copyOf(conditions);
  }
}
