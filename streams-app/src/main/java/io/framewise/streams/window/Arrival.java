package io.framewise.streams.window;

import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.state.KeptFrame;
import java.util.Map;

/**
 * A frame on its way into windows.
 *
 * @param frame the frame
 * @param streamTimeMs how far its source has come, this frame included: see {@link StreamTime}
 * @param nowMs wall clock
 */
record Arrival(ArrivedFrame frame, long streamTimeMs, long nowMs) {

  String sourceId() {
    return frame.header().getSourceId();
  }

  long capturedAtMs() {
    return frame.reference().getCapturedAt().toEpochMilli();
  }

  /** Whether no frame of the source that arrived before is newer. */
  boolean isNewest() {
    return capturedAtMs() >= streamTimeMs;
  }

  /** Whether its time lies ahead of its source's, as that of a wrong clock does. */
  boolean isAhead() {
    return capturedAtMs() > streamTimeMs;
  }

  /** Whether that of another frame of its source does. */
  boolean isAhead(KeptFrame other) {
    return other.getCapturedAtMs() > streamTimeMs;
  }

  Map<String, String> attributes() {
    return frame.header().getAttributes();
  }

  /** What a window keeps of the frame. */
  KeptFrame kept(boolean accountedHere) {
    return KeptFrames.of(frame.reference(), accountedHere);
  }
}
