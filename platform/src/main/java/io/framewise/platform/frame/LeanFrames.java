package io.framewise.platform.frame;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.serde.LeanRecord;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Takes frames out of what a consumer has fetched and leaves their pixels there: a value is the
 * frame with none, {@link LeftPixels} goes along in a header, with the checksum of a screen's. What
 * is small, not in Avro, or not readable comes as it is, as do the records of all other topics.
 * Safe for use by several threads.
 */
public final class LeanFrames implements Deserializer<byte[]> {

  /** Smaller records are copied whole: dead letters have them whole then. */
  public static final int SMALL_BYTES = 64 * 1024;

  private final Set<String> topics;
  private final LeanRecord.Reader records;
  private final ByteArrayDeserializer whole = new ByteArrayDeserializer();

  /** A deserializer of the frames topics of {@code topics}. */
  public LeanFrames(Topics topics, SchemaRegistry registry) {
    this.topics = topics.allFrames().stream().map(Topic::name).collect(Collectors.toSet());
    this.records = new LeanRecord.Reader("pixels", "domain", registry);
  }

  @Override
  public byte[] deserialize(String topic, byte[] value) {
    return value;
  }

  @Override
  public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
    if (value == null || !topics.contains(topic)) {
      return whole.deserialize(topic, headers, value);
    }
    LeftPixels.remove(headers);
    if (value.remaining() <= SMALL_BYTES || !value.hasArray() || isPlain(value)) {
      return whole.deserialize(topic, headers, value);
    }
    try {
      LeanRecord lean = records.read(value);
      new LeftPixels(value.remaining(), checksum(lean)).attach(headers);
      return lean.value().array();
    } catch (RuntimeException e) {
      // Whoever reads the frame meets the same fault, and knows what becomes of the record.
      return whole.deserialize(topic, headers, value);
    }
  }

  private static boolean isPlain(ByteBuffer value) {
    return value.get(value.position()) != 0;
  }

  /** Only screens are compared. */
  private static OptionalLong checksum(LeanRecord lean) {
    if (lean.symbol().filter(Domain.SCREEN.name()::equals).isEmpty()) {
      return OptionalLong.empty();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(lean.left());
    return OptionalLong.of(checksum.getValue());
  }
}
