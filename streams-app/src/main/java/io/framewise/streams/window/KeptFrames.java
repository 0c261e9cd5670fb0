package io.framewise.streams.window;

import io.framewise.contract.avro.FrameRef;
import io.framewise.streams.state.KeptFrame;
import java.time.Instant;

/** Converts references to frames to the form in which windows keep them, and back. */
public final class KeptFrames {

  private KeptFrames() {}

  /** What a window keeps of a frame. */
  static KeptFrame of(FrameRef ref, boolean accountedHere) {
    return new KeptFrame(
        ref.getTopic(),
        ref.getPartition(),
        ref.getOffset(),
        ref.getFrameId(),
        ref.getCapturedAt().toEpochMilli(),
        ref.getWidth(),
        ref.getHeight(),
        accountedHere);
  }

  /** The reference to a frame that a window keeps. */
  public static FrameRef reference(KeptFrame frame) {
    return new FrameRef(
        frame.getTopic(),
        frame.getPartition(),
        frame.getOffset(),
        frame.getFrameId(),
        Instant.ofEpochMilli(frame.getCapturedAtMs()),
        frame.getWidth(),
        frame.getHeight());
  }
}
