package io.framewise.platform.frame;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.BytesField;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.serde.WireFormat;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import io.framewise.platform.topic.RecordPlace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Reads the records of the frames topics. A record is either a {@link Frame} in Confluent wire
 * format, or plain JPEG, PNG, WebP, BMP or TIFF bytes with the header {@value #CAPTURED_AT} (ISO
 * 8601 with a zone, or milliseconds since 1970) from a producer that cannot speak Avro; the key is
 * then the source id and topic, partition and offset make the frame id.
 *
 * <p>Safe for use by several threads.
 */
public final class FrameRecords {

  /** Header of plain pictures: when the picture was taken. */
  public static final String CAPTURED_AT = "captured-at";

  /**
   * Header of plain pictures: their MIME type. The bytes' own magic number decides; the header is
   * for people.
   */
  public static final String CONTENT_TYPE = "content-type";

  private static final int MAX_SOURCE_ID = 256;

  /** Nobody could ask for these: in an address they mean this folder and the one above. */
  private static final Set<String> NO_SOURCE_IDS = Set.of(".", "..");

  private static final int MAX_FRAME_ID = 512;

  private final Map<String, Domain> domainByTopic;
  private final AvroDeserializer<Frame> frames;
  private final AvroDeserializer<FrameHeader> headers;
  private final BytesField pixels;

  /** A reader of the frames topics of {@code topics}. */
  public FrameRecords(Topics topics, SchemaRegistry registry) {
    this.domainByTopic =
        Stream.of(Domain.values())
            .collect(Collectors.toMap(domain -> topics.frames(domain).name(), domain -> domain));
    domainByTopic.put(topics.askedFrames().name(), Domain.VIDEO);
    this.frames = new AvroDeserializer<>(Frame.class, registry);
    this.headers = new AvroDeserializer<>(FrameHeader.class, registry);
    this.pixels = new BytesField("pixels", registry);
  }

  /**
   * Reads what the record says of the picture and leaves the pixels.
   *
   * @throws BadFrameException when the record is not a frame
   */
  public FrameHeader header(ConsumerRecord<String, byte[]> record) {
    requireKeyAndValue(record);
    if (!WireFormat.matches(record.value())) {
      return plainHeader(record);
    }
    try {
      FrameHeader header = headers.deserialize(record.topic(), record.value());
      if (!header.getSourceId().equals(record.key())) {
        throw new BadFrameException("bad-record", "the key is not the frame's source id");
      }
      CapturedAt.require(header.getCapturedAt());
      requireId(header.getFrameId());
      return header;
    } catch (SerializationException e) {
      throw new BadFrameException("bad-record", e.getMessage(), e);
    }
  }

  /**
   * The CRC-32C of the encoded picture of a record whose header was read: as it was told when the
   * pixels were left, see {@link LeanFrames}, or computed where they lie.
   *
   * @throws BadFrameException when the record is not a frame
   */
  public long checksum(ConsumerRecord<String, byte[]> record) {
    Optional<LeftPixels> left = LeftPixels.of(record.headers());
    if (left.isPresent()) {
      return left.get().checksum().orElseThrow();
    }
    CRC32C checksum = new CRC32C();
    try {
      checksum.update(
          WireFormat.matches(record.value())
              ? pixels.in(record.value())
              : ByteBuffer.wrap(record.value()));
      return checksum.getValue();
    } catch (SerializationException e) {
      throw new BadFrameException("bad-record", e.getMessage(), e);
    }
  }

  /**
   * Reads the whole frame.
   *
   * @throws BadFrameException when the record is not a frame
   */
  public Frame frame(ConsumerRecord<String, byte[]> record) {
    requireKeyAndValue(record);
    if (WireFormat.matches(record.value())) {
      try {
        return frames.deserialize(record.topic(), record.value());
      } catch (SerializationException e) {
        throw new BadFrameException("bad-record", e.getMessage(), e);
      }
    }
    FrameHeader header = plainHeader(record);
    return Frame.newBuilder()
        .setFrameId(header.getFrameId())
        .setSourceId(header.getSourceId())
        .setDomain(header.getDomain())
        .setSequence(header.getSequence())
        .setCapturedAt(header.getCapturedAt())
        .setWidth(header.getWidth())
        .setHeight(header.getHeight())
        .setContentType(header.getContentType())
        .setPixels(ByteBuffer.wrap(record.value()))
        .build();
  }

  /** The newest of a window's frames, which lie in order of capture; at least one. */
  public static FrameRef newest(List<FrameRef> frames) {
    return frames.get(frames.size() - 1);
  }

  /** The reference to a record whose header was read. */
  public static FrameRef reference(ConsumerRecord<String, byte[]> record, FrameHeader header) {
    return new FrameRef(
        record.topic(),
        record.partition(),
        record.offset(),
        header.getFrameId(),
        header.getCapturedAt(),
        header.getWidth(),
        header.getHeight());
  }

  private static void requireKeyAndValue(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.key().isBlank()) {
      throw new BadFrameException("no-key", "the record has no key; it must be the source id");
    }
    if (!isSourceId(record.key())) {
      throw new BadFrameException(
          "bad-record",
          "the source id is longer than "
              + MAX_SOURCE_ID
              + " characters, holds control characters, or is . or ..");
    }
    if (record.value() == null || record.value().length == 0) {
      throw new BadFrameException("bad-record", "the record has no value");
    }
  }

  /** Whether a record's key can be a source id at all. */
  public static boolean isSourceId(String key) {
    return key != null
        && !key.isBlank()
        && !NO_SOURCE_IDS.contains(key)
        && key.length() <= MAX_SOURCE_ID
        && key.chars().noneMatch(Character::isISOControl);
  }

  private static void requireId(String frameId) {
    if (frameId.length() > MAX_FRAME_ID || frameId.chars().anyMatch(Character::isISOControl)) {
      throw new BadFrameException(
          "bad-record",
          "the frame id is longer than "
              + MAX_FRAME_ID
              + " characters or holds control characters");
    }
  }

  private FrameHeader plainHeader(ConsumerRecord<String, byte[]> record) {
    ImageProbe probe;
    try {
      probe = ImageProbe.of(record.value(), ImageLimits.DEFAULT);
    } catch (BadImageException e) {
      throw new BadFrameException(e.category(), e.getMessage(), e);
    }
    return FrameHeader.newBuilder()
        .setFrameId(RecordPlace.of(record).toString())
        .setSourceId(record.key())
        .setDomain(domainByTopic.get(record.topic()))
        .setSequence(record.offset())
        .setCapturedAt(capturedAt(record.headers()))
        .setWidth(probe.width())
        .setHeight(probe.height())
        .setContentType(probe.format().contentType())
        .build();
  }

  private static Instant capturedAt(Headers headers) {
    Header header = headers.lastHeader(CAPTURED_AT);
    if (header == null || header.value() == null) {
      throw new BadFrameException("bad-record", "a plain picture needs the header " + CAPTURED_AT);
    }
    return CapturedAt.parse(new String(header.value(), StandardCharsets.UTF_8));
  }
}
