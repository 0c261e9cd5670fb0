package io.framewise.platform.frame;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;

/** What a reference led to. */
public sealed interface FrameLookup {

  /** The frame is there. */
  record Found(Frame frame) implements FrameLookup {}

  /**
   * The frame is not there any more, or something else is: retention has removed it, or the
   * reference is wrong.
   */
  record Gone(FrameRef ref, String reason) implements FrameLookup {}
}
