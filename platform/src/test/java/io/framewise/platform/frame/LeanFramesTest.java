package io.framewise.platform.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream thread holds of a frame. */
class LeanFramesTest {

  private static final int PICTURE_BYTES = 100_000;
  private static final int LEAN_BYTES = 200;

  private final Topics topics = new Topics("test.");
  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final FrameRecords records = new FrameRecords(topics, registry);
  private final LeanFrames frames = new LeanFrames(topics, registry);
  private final RecordHeaders headers = new RecordHeaders();
  private final byte[] picture = new byte[PICTURE_BYTES];

  @BeforeEach
  void paint() {
    new Random(1).nextBytes(picture);
  }

  @ParameterizedTest
  @EnumSource(Domain.class)
  void shouldSayTheSameOfAFrameWithoutItsPixels(Domain domain) {
    byte[] value = frame(domain, picture);

    byte[] lean = read(domain, fetched(value));

    assertThat(lean).hasSizeLessThan(LEAN_BYTES);
    assertThat(records.header(record(domain, lean)))
        .isEqualTo(records.header(record(domain, value)));
    assertThat(LeftPixels.of(headers).orElseThrow().recordBytes()).isEqualTo(value.length);
  }

  @Test
  void shouldTellAScreensChecksum() {
    byte[] value = frame(Domain.SCREEN, picture);
    long checksum = records.checksum(record(Domain.SCREEN, value));

    byte[] lean = read(Domain.SCREEN, fetched(value));

    assertThat(records.checksum(record(Domain.SCREEN, lean))).isEqualTo(checksum);
  }

  /** By what the frame says that it is, not by its topic. */
  @Test
  void shouldComputeNoChecksumThatNobodyAsksFor() {
    read(Domain.SCREEN, fetched(frame(Domain.VIDEO, picture)));

    assertThat(LeftPixels.of(headers).orElseThrow().checksum()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldLeaveARecordThatEndsTooSoonToWhoReadsIt() {
    byte[] value = frame(Domain.VIDEO, picture);
    byte[] cut = Arrays.copyOf(value, value.length - 1);

    assertThat(read(Domain.VIDEO, fetched(cut))).isEqualTo(cut);
    assertThat(LeftPixels.of(headers)).isEmpty();
  }

  @Test
  void shouldLeaveWhatIsSmallPlainOrForeignAsItIs() {
    byte[] small = frame(Domain.VIDEO, Arrays.copyOf(picture, LeanFrames.SMALL_BYTES / 2));
    picture[0] = (byte) 0xFF;
    byte[] unknown = frame(Domain.VIDEO, picture);
    unknown[4] = 99;

    assertThat(read(Domain.VIDEO, fetched(small))).isEqualTo(small);
    assertThat(read(Domain.VIDEO, fetched(picture))).isEqualTo(picture);
    assertThat(read(Domain.VIDEO, fetched(unknown))).isEqualTo(unknown);
    byte[] value = frame(Domain.VIDEO, picture);
    assertThat(frames.deserialize("another.topic", headers, fetched(value))).isEqualTo(value);
    assertThat(frames.deserialize("another.topic", headers, (ByteBuffer) null)).isNull();
    assertThat(read(Domain.VIDEO, null)).isNull();
    assertThat(LeftPixels.of(headers)).isEmpty();
  }

  /** Whoever writes frames may write any header. */
  @Test
  void shouldNotBelieveAHeaderThatIsThereAlready() {
    new LeftPixels(7, OptionalLong.of(7)).attach(headers);
    byte[] small = frame(Domain.SCREEN, new byte[10]);

    read(Domain.SCREEN, fetched(small));

    assertThat(LeftPixels.of(headers)).isEmpty();
  }

  private byte[] read(Domain domain, ByteBuffer value) {
    return frames.deserialize(topics.frames(domain).name(), headers, value);
  }

  /** As a record lies among others in what was fetched. */
  private static ByteBuffer fetched(byte[] value) {
    ByteBuffer all = ByteBuffer.allocate(value.length + 30);
    all.position(10);
    ByteBuffer rest = all.slice();
    rest.position(5);
    rest.put(value).flip().position(5);
    return rest;
  }

  private ConsumerRecord<String, byte[]> record(Domain domain, byte[] value) {
    return new ConsumerRecord<>(
        topics.frames(domain).name(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        "desk",
        value,
        value.length > LEAN_BYTES ? new RecordHeaders() : headers,
        Optional.empty());
  }

  private byte[] frame(Domain domain, byte[] pixels) {
    Frame frame =
        Frame.newBuilder()
            .setFrameId("f")
            .setSourceId("desk")
            .setDomain(domain)
            .setSequence(3)
            .setCapturedAt(Instant.ofEpochMilli(1_769_846_400_000L))
            .setWidth(64)
            .setHeight(48)
            .setContentType("image/png")
            .setAttributes(Map.of("part", "p", "line", "north"))
            .setPixels(ByteBuffer.wrap(pixels))
            .build();
    return new AvroSerializer<>(topics.frames(domain), registry)
        .serialize(topics.frames(domain).name(), frame);
  }
}
