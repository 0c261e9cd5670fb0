package io.framewise.streams.store;

import io.framewise.contract.serde.ReleasedSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro single-object encoding for state. Each value carries the fingerprint of its schema, so that
 * state of every release is read with the schema that wrote it, and restoring needs no registry. A
 * version that differs by more than Avro can resolve has an {@link Upcast}. State of an unknown
 * version is refused instead of misread. Safe for use by several threads.
 */
public final class AvroStateSerde<T extends SpecificRecordBase> implements Serde<T> {

  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;
  private final Map<Long, Upcast<T>> upcasts = new HashMap<>();

  /** A serde for {@code type} that reads all versions of it that Avro can resolve. */
  public AvroStateSerde(Class<T> type) {
    this(type, Map.of());
  }

  /**
   * The same with conversions from versions that Avro cannot resolve.
   *
   * @param ways the conversions, by version
   */
  AvroStateSerde(Class<T> type, Map<String, Upcast.Way<T>> ways) {
    Schema schema = SpecificData.get().getSchema(type);
    SpecificData model = SpecificData.getForClass(type);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
    ReleasedSchemas.of(type)
        .forEach(
            (version, written) -> {
              if (ways.containsKey(version)) {
                upcasts.put(
                    SchemaNormalization.parsingFingerprint64(written),
                    new Upcast<>(written, ways.get(version)));
              } else {
                decoder.addSchema(requireReadable(version, written, schema));
              }
            });
  }

  private static Schema requireReadable(String version, Schema written, Schema schema) {
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(schema, written);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IllegalStateException(
          "state of " + version + " needs an upcast: " + compatibility.getDescription());
    }
    return written;
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : encode(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : decode(bytes);
  }

  private byte[] encode(T value) {
    try {
      var buffer = encoder.encode(value);
      return Arrays.copyOfRange(
          buffer.array(),
          buffer.arrayOffset() + buffer.position(),
          buffer.arrayOffset() + buffer.limit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private T decode(byte[] bytes) {
    try {
      Upcast<T> upcast = upcasts.isEmpty() ? null : upcasts.get(Upcast.fingerprint(bytes));
      return upcast == null ? decoder.decode(bytes) : upcast.read(bytes);
    } catch (BadHeaderException e) {
      throw new SerializationException("this is no state of ours: " + e.getMessage(), e);
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("state of an unknown version: " + e.getMessage(), e);
    }
  }
}
