package io.framewise.streams.ingest;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.frame.FrameRecords;
import io.framewise.contract.letter.Attempts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Dead letters of records that came over a topic. */
final class DeadLetters {

  private static final int KEPT_BYTES = 64 * 1024;
  private static final int KEPT_CHARACTERS = 512;

  private DeadLetters() {}

  static DeadLetter of(
      Stage stage,
      String category,
      String message,
      ConsumerRecord<String, byte[]> original,
      long nowMs) {
    byte[] value = original.value() == null ? new byte[0] : original.value();
    return DeadLetter.newBuilder()
        .setSourceId(shortened(original.key()))
        .setStage(stage)
        .setCategory(category)
        .setMessage(shortened(message))
        .setOrigin(FrameRecords.origin(original))
        .setOriginal(
            value.length == 0
                ? null
                : ByteBuffer.wrap(value, 0, Math.min(value.length, KEPT_BYTES)))
        .setOriginalSize(value.length)
        .setAttempts(Attempts.of(original.headers()))
        .setFailedAt(Instant.ofEpochMilli(nowMs))
        .build();
  }

  /** The record as it lies on its topic. */
  static ConsumerRecord<String, byte[]> original(
      Record<String, byte[]> record, RecordMetadata metadata) {
    return new ConsumerRecord<>(
        metadata.topic(),
        metadata.partition(),
        metadata.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  /**
   * A dead letter as a record of its own: with neither the time nor the headers of the original,
   * which may be anything.
   */
  static Record<String, Object> record(ConsumerRecord<String, byte[]> original, DeadLetter letter) {
    return new Record<>(shortened(original.key()), letter, letter.getFailedAt().toEpochMilli());
  }

  private static String shortened(String text) {
    return text == null || text.length() <= KEPT_CHARACTERS
        ? text
        : text.substring(0, KEPT_CHARACTERS);
  }
}
