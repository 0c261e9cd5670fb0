package io.framewise.connectors.source;

import java.time.Instant;

/** Ids of the frames of one source that bring none of their own. Not safe for several threads. */
public final class FrameIds {

  private final String sourceId;
  private final long runStart;
  private long next;

  /** Ids of a run that starts at {@code runStart}. */
  public FrameIds(String sourceId, Instant runStart) {
    this.sourceId = sourceId;
    this.runStart = runStart.toEpochMilli();
  }

  /** An id that no other frame of this or another run has. */
  public String next() {
    return sourceId + "-" + runStart + "-" + next++;
  }
}
