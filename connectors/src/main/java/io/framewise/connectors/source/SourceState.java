package io.framewise.connectors.source;

import java.util.Optional;

/**
 * State of a source.
 *
 * <pre>
 *   Starting ──opened──▶ Running ──Kafka takes nothing──▶ Stalled
 *                        Running ◀──Kafka takes again──── Stalled
 *
 *   Starting, Running, Stalled ──its end──────▶ Ended
 *                              ──cannot go on─▶ Broken
 *                              ──by us────────▶ Stopped
 * </pre>
 */
public sealed interface SourceState {

  /** It is being opened. */
  record Starting() implements SourceState {}

  /** It delivers pictures. */
  record Running() implements SourceState {}

  /** Kafka does not take its pictures. */
  record Stalled(String reason) implements SourceState {}

  /** It came to its end. */
  record Ended(String reason) implements SourceState {}

  /** It cannot go on. */
  record Broken(String reason) implements SourceState {}

  /** We stopped it. */
  record Stopped() implements SourceState {}

  /** Whether nothing follows. */
  default boolean terminal() {
    return this instanceof Ended || this instanceof Broken || this instanceof Stopped;
  }

  /** Why it is in this state, for people, where there is more to say than the state. */
  default Optional<String> message() {
    if (this instanceof Stalled stalled) {
      return Optional.of(stalled.reason());
    }
    if (this instanceof Ended ended) {
      return Optional.of(ended.reason());
    }
    return this instanceof Broken broken ? Optional.of(broken.reason()) : Optional.empty();
  }

  /** Whether {@code next} may follow this state. */
  default boolean mayBecome(SourceState next) {
    if (terminal() || next instanceof Starting) {
      return false;
    }
    return !(next instanceof Stalled) || this instanceof Running || this instanceof Stalled;
  }
}
