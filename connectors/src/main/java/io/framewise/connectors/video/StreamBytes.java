package io.framewise.connectors.video;

import io.framewise.connectors.source.StreamFaultException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of a video from anywhere, for FFmpeg to read in their order. */
@FunctionalInterface
public interface StreamBytes {

  /**
   * Reads at least one byte; returns how many, or -1 at the end.
   *
   * @throws StreamFaultException when no more can be had; says why
   * @throws InterruptedException when the thread is told to stop
   */
  int read(ByteBuffer into) throws IOException, StreamFaultException, InterruptedException;
}
