package io.framewise.admin.letters;

import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What there is left of the original of a dead letter. */
public sealed interface Original {

  /** It lies where it came from. */
  record OnItsTopic(ConsumerRecord<byte[], byte[]> found) implements Original {}

  /** It is gone from there, but the letter has all of its bytes; its headers are lost. */
  record InTheLetter(RecordPlace place, ByteBuffer bytes) implements Original {}

  /**
   * There is nothing to put back.
   *
   * @param reason why, for people
   */
  record Lost(String reason) implements Original {}

  /** The whole value, when it is there. */
  default Optional<byte[]> value() {
    if (this instanceof OnItsTopic there) {
      return Optional.ofNullable(there.found().value());
    }
    return this instanceof InTheLetter kept ? Optional.of(kept.bytes().array()) : Optional.empty();
  }
}
