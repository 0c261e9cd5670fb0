package io.framewise.streams.window;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.topology.TopologyHarness;
import io.framewise.testing.TestRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Frames and question sets of every domain and kind. */
final class TestFrames {

  private TestFrames() {}

  /** A question set over windows of 4 s, grace 500 ms, with as many frames as its kind needs. */
  static QuestionSet questionSet(String id, WindowKind kind) {
    QuestionSet set =
        QuestionSet.newBuilder(TestRecords.questionSet(id)).setDomain(domain(kind)).build();
    set.getWindow().setKind(kind);
    set.getWindow()
        .setFrames(
            switch (kind) {
              case TIME, CHANGE -> 4;
              case PART -> 3;
              case PAIR -> 2;
              case IMAGE -> 1;
            });
    return set;
  }

  private static Domain domain(WindowKind kind) {
    return switch (kind) {
      case TIME -> Domain.VIDEO;
      case CHANGE -> Domain.SCREEN;
      case IMAGE, PART, PAIR -> Domain.INSPECTION;
    };
  }

  static Frame screen(String id, long atMs, String pixels) {
    Frame frame = TopologyHarness.frame(id, atMs);
    frame.setDomain(Domain.SCREEN);
    frame.setPixels(ByteBuffer.wrap(pixels.getBytes(StandardCharsets.UTF_8)));
    return frame;
  }

  static Frame inspection(String id, long atMs, Map<String, String> attributes) {
    Frame frame = TopologyHarness.frame(id, atMs);
    frame.setDomain(Domain.INSPECTION);
    frame.setAttributes(attributes);
    return frame;
  }

  static List<String> frameIds(InferenceRequest request) {
    return request.getFrames().stream().map(FrameRef::getFrameId).toList();
  }

  /** A frame as it leaves the ingest. */
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
    FrameRef reference =
        new FrameRef(
            "frames",
            0,
            offset,
            frame.getFrameId(),
            frame.getCapturedAt(),
            frame.getWidth(),
            frame.getHeight());
    OptionalLong checksum =
        frame.getDomain() == Domain.SCREEN
            ? OptionalLong.of(frame.getPixels().hashCode())
            : OptionalLong.empty();
    return new ArrivedFrame(header, reference, checksum);
  }
}
