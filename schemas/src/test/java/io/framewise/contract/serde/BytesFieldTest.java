package io.framewise.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class BytesFieldTest {

  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final Topic<Frame> topic = new Topics("test.").frames(Domain.SCREEN);
  private final BytesField pixels = new BytesField("pixels", registry);

  @Test
  void shouldFindTheBytesWhateverLiesBeforeThem() {
    byte[] picture = new byte[100_000];
    Arrays.fill(picture, (byte) 7);

    byte[] value = frame(Map.of("file", "a.png", "line", "north"), picture);

    assertThat(pixels.in(value)).isEqualTo(ByteBuffer.wrap(picture));
    assertThat(pixels.in(frame(Map.of(), new byte[0])).remaining()).isZero();
  }

  @Test
  void shouldRefuseARecordThatEndsBeforeItsBytesDo() {
    byte[] value = frame(Map.of(), new byte[1000]);

    assertThatThrownBy(() -> pixels.in(Arrays.copyOf(value, value.length - 1)))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> pixels.in(Arrays.copyOf(value, 20)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldRefuseARecordWithoutSuchAField() {
    byte[] value = frame(Map.of(), new byte[10]);

    assertThatThrownBy(() -> new BytesField("frameId", registry).in(value))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("frameId");
  }

  private byte[] frame(Map<String, String> attributes, byte[] picture) {
    Frame frame =
        Frame.newBuilder()
            .setFrameId("f")
            .setSourceId("desk")
            .setDomain(Domain.SCREEN)
            .setSequence(0)
            .setCapturedAt(Instant.EPOCH)
            .setWidth(1)
            .setHeight(1)
            .setContentType("image/png")
            .setAttributes(attributes)
            .setPixels(ByteBuffer.wrap(picture))
            .build();
    return new AvroSerializer<>(topic, registry).serialize(topic.name(), frame);
  }
}
