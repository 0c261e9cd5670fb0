package io.framewise.streams.store;

import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;

/** Reads open windows of all releases. Release 0.1.0 counted their frames without minutes. */
final class OpenWindowSerde {

  private OpenWindowSerde() {}

  static Serde<OpenWindow> create() {
    return new AvroStateSerde<>(OpenWindow.class, Map.of("0.1.0", OpenWindowSerde::withoutMinutes));
  }

  private static OpenWindow withoutMinutes(GenericRecord written) {
    long startMs = (long) written.get("startMs");
    int frames = (int) written.get("framesAccounted");
    List<KeptFrame> segments = new ArrayList<>();
    ((Collection<?>) written.get("segments"))
        .forEach(frame -> segments.add(frame == null ? null : kept((GenericRecord) frame)));
    OpenWindow window =
        OpenWindow.newBuilder()
            .setSourceId(written.get("sourceId").toString())
            .setQuestionSetId(written.get("questionSetId").toString())
            .setStartMs(startMs)
            .setEndMs((long) written.get("endMs"))
            .setBookedMs(startMs)
            .setGraceMs((long) written.get("graceMs"))
            .setIdleMs((long) written.get("idleMs"))
            .setFramesSeen((int) written.get("framesSeen"))
            .setSegments(segments)
            .build();
    if (frames > 0) {
      window.getFramesAccounted().add(new MinuteCount(Minutes.begin(startMs), frames));
    }
    return window;
  }

  private static KeptFrame kept(GenericRecord written) {
    return KeptFrame.newBuilder()
        .setTopic(written.get("topic").toString())
        .setPartition((int) written.get("partition"))
        .setOffset((long) written.get("offset"))
        .setFrameId(written.get("frameId").toString())
        .setCapturedAtMs((long) written.get("capturedAtMs"))
        .setAccountedHere((boolean) written.get("accountedHere"))
        .build();
  }
}
