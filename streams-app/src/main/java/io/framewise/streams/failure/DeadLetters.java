package io.framewise.streams.failure;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.letter.Attempts;
import io.framewise.platform.frame.LeanFrames;
import io.framewise.platform.frame.LeftPixels;
import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Builds the records of the dead-letters topic. They take neither the timestamp nor the headers of
 * the original, which may hold anything.
 */
public final class DeadLetters {

  private static final int KEPT_BYTES = LeanFrames.SMALL_BYTES;
  private static final int KEPT_CHARACTERS = 512;
  private static final String BAD_RECORD = "bad-record";
  private static final String TOO_LARGE = "too-large";

  /** Category of records and windows at which a processor failed unexpectedly. */
  static final String UNEXPECTED = "unexpected-error";

  private DeadLetters() {}

  /** The dead letter of a record from a topic that is keyed by source id. */
  public static Record<String, DeadLetter> of(
      Stage stage,
      String category,
      String message,
      ConsumerRecord<String, byte[]> original,
      long nowMs) {
    return record(
        original.key(),
        letter(stage, category, message, kept(original), nowMs)
            .setSourceId(shortened(original.key()))
            .setAttempts(Attempts.of(original.headers()))
            .setOriginalSize(size(original))
            .setOrigin(RecordPlace.of(original).toString()));
  }

  /**
   * The dead letter of an unreadable record of a global table, whose key need not be a source id.
   */
  public static Record<String, DeadLetter> ofTable(
      Stage stage, ConsumerRecord<String, byte[]> original, String message, long nowMs) {
    return record(
        original.key(),
        letter(stage, BAD_RECORD, message, original.value(), nowMs)
            .setSourceId(stage == Stage.QUESTIONS ? null : shortened(original.key()))
            .setOrigin(RecordPlace.of(original).toString()));
  }

  /** The dead letter of a window at which a processor failed. */
  static Record<String, DeadLetter> ofWork(
      String sourceId, RecordPlace origin, String message, long nowMs) {
    return record(
        sourceId,
        letter(Stage.PROCESSING, UNEXPECTED, message, null, nowMs)
            .setSourceId(sourceId)
            .setOrigin(origin.toString()));
  }

  /** The dead letter of a record that is too large for its topic. */
  static Record<String, DeadLetter> unsent(
      String topic, String sourceId, byte[] value, long nowMs) {
    return record(
        sourceId,
        letter(Stage.PUBLISH, TOO_LARGE, topic + " does not take a record so large", value, nowMs)
            .setSourceId(sourceId)
            .setOrigin(topic));
  }

  /** A record whose pixels were left out is not kept: the original is on its topic. */
  private static byte[] kept(ConsumerRecord<String, byte[]> original) {
    return LeftPixels.of(original.headers()).isPresent() ? null : original.value();
  }

  private static int size(ConsumerRecord<String, byte[]> original) {
    int length = original.value() == null ? 0 : original.value().length;
    return LeftPixels.of(original.headers()).map(LeftPixels::recordBytes).orElse(length);
  }

  private static DeadLetter.Builder letter(
      Stage stage, String category, String message, byte[] original, long nowMs) {
    byte[] value = original == null ? new byte[0] : original;
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setCategory(category)
        .setMessage(shortened(message))
        .setOriginal(value.length == 0 ? null : ByteBuffer.wrap(beginning(value)))
        .setOriginalSize(value.length)
        .setFailedAt(Instant.ofEpochMilli(nowMs));
  }

  /** A copy and not a view, so that the beginning does not keep a large original in memory. */
  private static byte[] beginning(byte[] value) {
    return value.length <= KEPT_BYTES ? value : Arrays.copyOf(value, KEPT_BYTES);
  }

  private static Record<String, DeadLetter> record(String key, DeadLetter.Builder built) {
    DeadLetter letter = built.build();
    return new Record<>(shortened(key), letter, letter.getFailedAt().toEpochMilli());
  }

  /** The record that a processor was given, with its place on its topic. */
  public static ConsumerRecord<String, byte[]> original(
      Record<String, byte[]> record, ProcessingContext context) {
    var metadata =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record from a topic has metadata"));
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

  private static String shortened(String text) {
    return text == null || text.length() <= KEPT_CHARACTERS
        ? text
        : text.substring(0, KEPT_CHARACTERS);
  }
}
