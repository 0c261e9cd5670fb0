package io.framewise.streams.window;

import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.state.KeptFrame;
import java.util.Map;

/**
 * A frame on its way into windows.
 *
 * @param frame the frame
 * @param streamTimeMs stream time of its source, this frame included: see {@link StreamTime}
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

  /** Whether its capture time is ahead of its source's stream time, as with a wrong clock. */
  boolean isAhead() {
    return capturedAtMs() > streamTimeMs;
  }

  /** Whether the capture time of another frame is ahead of its source's stream time. */
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
