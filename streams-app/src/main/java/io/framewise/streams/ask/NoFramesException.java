package io.framewise.streams.ask;

import java.time.Duration;

/** A source that is asked about has no frames of that time. The message is for people. */
public final class NoFramesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoFramesException(String source, Duration span) {
    super("no frame of source " + source + " came in the last " + span.toSeconds() + " s");
  }
}
