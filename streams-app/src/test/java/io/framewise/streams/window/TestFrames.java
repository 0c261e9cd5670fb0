package io.framewise.streams.window;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.streams.ingest.ArrivedFrame;

/** Frames as they leave the ingest. */
final class TestFrames {

  private TestFrames() {}

  static ArrivedFrame arrived(Frame frame, long offset) {
    FrameHeader header =
        FrameHeader.newBuilder()
            .setFrameId(frame.getFrameId())
            .setSourceId(frame.getSourceId())
            .setDomain(frame.getDomain())
            .setSequence(frame.getSequence())
            .setCapturedAt(frame.getCapturedAt())
            .setWidth(frame.getWidth())
            .setHeight(frame.getHeight())
            .setContentType(frame.getContentType())
            .setAttributes(frame.getAttributes())
            .build();
    return new ArrivedFrame(
        header,
        new FrameRef(
            "frames",
            0,
            offset,
            frame.getFrameId(),
            frame.getCapturedAt(),
            frame.getWidth(),
            frame.getHeight()));
  }
}
