package io.framewise.connectors.source;

import java.util.Optional;

/**
 * State of a source.
 *
 * <pre>
 *   Starting ──opened──▶ Running ──Kafka takes nothing──▶ Stalled
 *                        Running ◀──Kafka takes again──── Stalled
 *   Starting, Running, Stalled ──file or folder away──▶ Waiting
 *                        Running ◀──there again────────── Waiting
 *
 *   any of these ──its end──────▶ Ended
 *                ──cannot go on─▶ Broken
 *                ──by us────────▶ Stopped
 * </pre>
 */
public sealed interface SourceState {

  /** It is being opened. */
  record Starting() implements SourceState {}

  /** It delivers pictures. The note says what people should know meanwhile; it may be empty. */
  record Running(String note) implements SourceState {

    /** There is nothing to say. */
    public Running() {
      this("");
    }
  }

  /** Its file or folder is away for the time being. */
  record Waiting(String reason) implements SourceState {}

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
    if (this instanceof Running running) {
      return Optional.of(running.note()).filter(note -> !note.isEmpty());
    }
    if (this instanceof Waiting waiting) {
      return Optional.of(waiting.reason());
    }
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
