package io.framewise.standalone.chaos;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** A closed window, as it was worked out or as a request or event tells of it. */
record Window(
    String requestId,
    String sourceId,
    String questionSetId,
    long startMs,
    long endMs,
    int framesSeen,
    List<String> frameIds) {

  /** Of a request or an event; {@code idField} names the field that holds the request's id. */
  static Window of(GenericRecord record, String idField) {
    GenericRecord window = (GenericRecord) record.get("window");
    return new Window(
        record.get(idField).toString(),
        record.get("sourceId").toString(),
        record.get("questionSetId").toString(),
        (long) window.get("start"),
        (long) window.get("end"),
        (int) window.get("framesSeen"),
        ((List<?>) record.get("frames"))
            .stream().map(frame -> ((GenericRecord) frame).get("frameId").toString()).toList());
  }
}
