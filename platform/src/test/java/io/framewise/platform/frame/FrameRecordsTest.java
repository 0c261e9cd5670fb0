package io.framewise.platform.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FrameRecordsTest {

  private final Topics topics = new Topics("test.");
  private final FrameRecords records = new FrameRecords(topics, SchemaRegistry.inMemory());

  @Test
  void shouldTakeAPlainPictureWhenItSaysWhenItWasTaken() {
    FrameHeader header =
        records.header(plain("belt", Pictures.png(40, 30), "2026-01-31T08:00:00Z"));

    assertThat(header.getSourceId()).isEqualTo("belt");
    assertThat(header.getDomain()).isEqualTo(Domain.INSPECTION);
    assertThat(header.getContentType()).isEqualTo("image/png");
    assertThat(header.getWidth()).isEqualTo(40);
    assertThat(header.getCapturedAt()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    assertThat(header.getFrameId()).isEqualTo("test.frames.inspection-2@17");
  }

  @Test
  void shouldTakeMillisecondsAsTheTimeOfAPlainPicture() {
    FrameHeader header = records.header(plain("belt", Pictures.png(40, 30), "1769846400123"));

    assertThat(header.getCapturedAt()).isEqualTo(Instant.ofEpochMilli(1769846400123L));
  }

  @Test
  void shouldNameWhatIsWrongWhenARecordIsNoFrame() {
    assertRefused(plain(null, Pictures.png(40, 30), "1"), "no-key");
    assertRefused(plain("belt", new byte[0], "1"), "bad-record");
    assertRefused(plain("belt", "text".getBytes(StandardCharsets.UTF_8), "1"), "not-an-image");
    assertRefused(plain("belt", Pictures.png(40, 30), "yesterday"), "bad-record");
    assertRefused(plain("belt", Pictures.png(40, 30), null), "bad-record");
    assertRefused(plain("belt", Pictures.png(40, 30), "1969-12-31T23:59:59Z"), "bad-time");
    assertRefused(plain("belt", Pictures.png(40, 30), "9223372036854775807"), "bad-time");
    assertRefused(plain("belt", Pictures.png(40, 30), "+999999999-01-01T00:00:00Z"), "bad-time");
    assertRefused(plain("be\u0000lt", Pictures.png(40, 30), "1"), "bad-record");
    assertRefused(plain(".", Pictures.png(40, 30), "1"), "bad-record");
    assertRefused(plain("..", Pictures.png(40, 30), "1"), "bad-record");
    assertRefused(plain("b".repeat(257), Pictures.png(40, 30), "1"), "bad-record");
    assertRefused(plain("belt", Pictures.png(4, 4), "1"), "too-small");
    assertRefused(plain("belt", Pictures.pngHeader(20_000, 20_000), "1"), "too-many-pixels");
  }

  @Test
  void shouldHaveTheSameChecksumWhenAPictureIsTheSameAndOnlyThen() {
    long checksum = records.checksum(plain("desk", Pictures.png(40, 30), "1"));

    assertThat(records.checksum(plain("desk", Pictures.png(40, 30), "2"))).isEqualTo(checksum);
    assertThat(records.checksum(plain("desk", Pictures.png(40, 31), "1"))).isNotEqualTo(checksum);
  }

  private void assertRefused(ConsumerRecord<String, byte[]> record, String category) {
    assertThatThrownBy(() -> records.header(record))
        .isInstanceOf(BadFrameException.class)
        .extracting(e -> ((BadFrameException) e).category())
        .isEqualTo(category);
  }

  private ConsumerRecord<String, byte[]> plain(String key, byte[] picture, String capturedAt) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topics.frames(Domain.INSPECTION).name(), 2, 17, key, picture);
    if (capturedAt != null) {
      record.headers().add(FrameRecords.CAPTURED_AT, capturedAt.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
