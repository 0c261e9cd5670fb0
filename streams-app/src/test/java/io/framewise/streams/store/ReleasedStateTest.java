package io.framewise.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.serde.ReleasedSchemas;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State of each release, in bytes that lie in {@code src/test/resources/state}, is read by today's
 * serdes. {@code -Dfixtures.update} writes those of a new release.
 */
class ReleasedStateTest {

  private static final Path FIXTURES = Path.of("src", "test", "resources", "state");
  private static final long TIME_MS = 1_769_846_400_000L;

  private static final Map<Class<? extends SpecificRecordBase>, Deserializer<?>> STORED =
      Map.of(
          AnalysisEvent.class, new AvroStateSerde<>(AnalysisEvent.class).deserializer(),
          Alert.class, new AvroStateSerde<>(Alert.class).deserializer(),
          AlertTrack.class, new AvroStateSerde<>(AlertTrack.class).deserializer(),
          KeptFrame.class, new AvroStateSerde<>(KeptFrame.class).deserializer(),
          OpenWindow.class, OpenWindowSerde.create().deserializer(),
          SourceLedger.class, new AvroStateSerde<>(SourceLedger.class).deserializer());

  static {
    TrustedRecords.trust();
  }

  /** A type that a version kept. */
  record Written(String version, Class<? extends SpecificRecordBase> type, Schema schema) {}

  static List<Written> written() {
    List<Written> all = new ArrayList<>();
    STORED
        .keySet()
        .forEach(
            type ->
                ReleasedSchemas.of(type)
                    .forEach((version, schema) -> all.add(new Written(version, type, schema))));
    return all;
  }

  @ParameterizedTest
  @MethodSource("written")
  void shouldReadStateOfEachRelease(Written written) throws IOException {
    byte[] bytes =
        fixture(written.version(), written.type().getSimpleName(), encoded(written.schema()));

    SpecificRecordBase read =
        (SpecificRecordBase) STORED.get(written.type()).deserialize("store", bytes);

    GenericRecord expected = (GenericRecord) value(written.schema(), "");
    for (Schema.Field field : written.schema().getFields()) {
      if (!field.name().equals("framesAccounted") && !isRecord(field.schema())) {
        assertThat(String.valueOf(read.get(field.name())))
            .as(field.name())
            .isEqualTo(asToday(read, field.name(), expected.get(field.name())));
      }
    }
  }

  @Test
  void shouldReadWindowsThatCountedTheirFramesWithoutMinutes() throws IOException {
    Schema schema = ReleasedSchemas.of(OpenWindow.class).get("0.1.0");
    byte[] bytes = fixture("0.1.0", "OpenWindow", encoded(schema));

    OpenWindow window = OpenWindowSerde.create().deserializer().deserialize("store", bytes);

    assertThat(window.getFramesAccounted())
        .containsExactly(new MinuteCount(Minutes.begin(TIME_MS), 7));
    assertThat(window.getBookedMs()).isEqualTo(TIME_MS);
    assertThat(window.getSegments())
        .singleElement()
        .extracting(KeptFrame::getOffset)
        .isEqualTo(TIME_MS);
  }

  @Test
  void shouldReadPendingRequestsAsEachVersionWroteThem() throws IOException {
    Map<String, Schema> requests = ReleasedSchemas.of(InferenceRequest.class);
    byte[] first = encoded(requests.get("0.1.0"));
    byte[] second = encoded(requests.get("2026-11-21"));
    byte[] count =
        fixture(
            "0.1.0",
            "PendingRequest",
            ByteBuffer.allocate(4 + first.length).putInt(3).put(first).array());
    byte[] minutes =
        fixture(
            "2026-11-21",
            "PendingRequest",
            ByteBuffer.allocate(24 + second.length)
                .putLong(TIME_MS)
                .putInt(1)
                .putLong(TIME_MS + 60_000)
                .putInt(2)
                .put(second)
                .array());

    PendingRequest ofFirst = pending(count);
    PendingRequest ofSecond = pending(minutes);

    assertThat(ofFirst.request().getRequestId()).isEqualTo("requestId");
    assertThat(ofFirst.frames()).containsExactly(new MinuteCount(Minutes.begin(TIME_MS), 3));
    assertThat(ofSecond.request().getSourceId()).isEqualTo("sourceId");
    assertThat(ofSecond.windowMs()).isEqualTo(TIME_MS);
    assertThat(ofSecond.frames()).containsExactly(new MinuteCount(TIME_MS + 60_000, 2));
    assertThat(pending(new PendingRequestSerde().serializer().serialize("store", ofSecond)))
        .isEqualTo(ofSecond);
  }

  @Test
  void shouldRecogniseStateOfAVersionThatNobodyKnows() {
    Schema unknown = Schema.createRecord("Odd", "", "io.framewise.streams.state", false);
    unknown.setFields(
        List.of(new Schema.Field("odd", Schema.create(Schema.Type.STRING), "Odd.", (Object) null)));

    assertThatThrownBy(() -> STORED.get(SourceLedger.class).deserialize("s", encoded(unknown)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("unknown version");
  }

  private static PendingRequest pending(byte[] bytes) {
    return new PendingRequestSerde().deserializer().deserialize("store", bytes);
  }

  private static boolean isRecord(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ARRAY -> true;
      case UNION -> schema.getTypes().stream().anyMatch(ReleasedStateTest::isRecord);
      default -> false;
    };
  }

  private static String asToday(SpecificRecordBase read, String field, Object written) {
    Schema schema = read.getSchema().getField(field).schema();
    return String.valueOf(today(schema, written));
  }

  private static Object today(Schema schema, Object written) {
    boolean isTime =
        schema.getLogicalType() != null
            || (schema.isUnion()
                && schema.getTypes().stream().anyMatch(type -> type.getLogicalType() != null));
    return isTime ? Instant.ofEpochMilli((long) written) : written;
  }

  private static byte[] fixture(String version, String name, byte[] update) throws IOException {
    Path file = FIXTURES.resolve(version).resolve(name + ".hex");
    if (System.getProperty("fixtures.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, HexFormat.of().formatHex(update) + "\n");
    }
    return HexFormat.of().parseHex(Files.readString(file).strip());
  }

  private static byte[] encoded(Schema schema) throws IOException {
    ByteBuffer buffer =
        new BinaryMessageEncoder<>(GenericData.get(), schema).encode(value(schema, "odd"));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** A value of a schema, the same each time: texts are the names of their fields. */
  private static Object value(Schema schema, String name) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema
            .getFields()
            .forEach(field -> record.put(field.pos(), value(field.schema(), field.name())));
        yield record;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
      case ARRAY -> List.of(value(schema.getElementType(), name));
      case MAP -> Map.of("part", value(schema.getValueType(), name));
      case UNION -> value(schema.getTypes().get(schema.getTypes().size() - 1), name);
      case STRING -> name;
      case INT -> 7;
      case LONG -> TIME_MS;
      case DOUBLE -> 0.5;
      case BOOLEAN -> true;
      case BYTES -> ByteBuffer.wrap(new byte[] {1});
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }
}
