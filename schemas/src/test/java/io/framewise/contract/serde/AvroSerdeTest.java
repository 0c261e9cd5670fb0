package io.framewise.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

  private final Topic<Frame> topic = new Topics("test.").frames(Domain.VIDEO);
  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final AvroSerde<Frame> serde = new AvroSerde<>(topic, registry);

  @Test
  void shouldReadBackWhatItWrote() {
    byte[] bytes = write(frame());

    assertThat(serde.deserializer().deserialize(topic.name(), bytes)).isEqualTo(frame());
  }

  @Test
  void shouldBeginWithAZeroByteAndTheSchemaId() {
    byte[] bytes = write(frame());

    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(registry.register(topic));
  }

  @Test
  void shouldReadTheHeaderWhenThePixelsAreNotWanted() {
    FrameHeader header =
        new AvroDeserializer<>(FrameHeader.class, registry)
            .deserialize(topic.name(), write(frame()));

    assertThat(header.getFrameId()).isEqualTo("f1");
    assertThat(header.getAttributes()).containsEntry("file", "a.jpg");
  }

  @Test
  void shouldRefuseAnUnknownSchemaIdWhenTheRegistryDoesNotHaveIt() {
    byte[] bytes = write(frame());
    ByteBuffer.wrap(bytes).putInt(1, 4711);

    assertThatThrownBy(() -> serde.deserializer().deserialize(topic.name(), bytes))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("4711");
  }

  @Test
  void shouldRefuseCutOffAndDamagedRecordsWithoutAnyOtherError() {
    byte[] good = write(frame());
    Random random = new Random(3);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] bad =
          Arrays.copyOf(
              good,
              WireFormat.HEADER_BYTES + random.nextInt(good.length - WireFormat.HEADER_BYTES));
      for (int i = 0; i < 3 && bad.length > WireFormat.HEADER_BYTES; i++) {
        bad[WireFormat.HEADER_BYTES + random.nextInt(bad.length - WireFormat.HEADER_BYTES)] =
            (byte) random.nextInt();
      }

      Throwable thrown = catchThrowable(() -> serde.deserializer().deserialize(topic.name(), bad));

      if (thrown != null) {
        refused++;
        assertThat(thrown).isInstanceOf(SerializationException.class);
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private byte[] write(Frame frame) {
    return serde.serializer().serialize(topic.name(), frame);
  }

  private static Frame frame() {
    return Frame.newBuilder()
        .setFrameId("f1")
        .setSourceId("door")
        .setDomain(Domain.VIDEO)
        .setSequence(1)
        .setCapturedAt(Instant.ofEpochMilli(1000))
        .setWidth(64)
        .setHeight(48)
        .setContentType("image/jpeg")
        .setAttributes(Map.of("file", "a.jpg"))
        .setPixels(ByteBuffer.wrap(new byte[500]))
        .build();
  }
}
