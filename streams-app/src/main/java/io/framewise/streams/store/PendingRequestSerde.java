package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The count as four bytes, then the request in Avro single-object encoding. */
final class PendingRequestSerde implements Serde<PendingRequest> {

  private final AvroStateSerde<InferenceRequest> requests =
      new AvroStateSerde<>(InferenceRequest.class);

  @Override
  public Serializer<PendingRequest> serializer() {
    return (topic, pending) -> {
      if (pending == null) {
        return null;
      }
      byte[] request = requests.serializer().serialize(topic, pending.request());
      return ByteBuffer.allocate(Integer.BYTES + request.length)
          .putInt(pending.framesAccounted())
          .put(request)
          .array();
    };
  }

  @Override
  public Deserializer<PendingRequest> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int framesAccounted = buffer.getInt();
      byte[] request = new byte[buffer.remaining()];
      buffer.get(request);
      return new PendingRequest(
          requests.deserializer().deserialize(topic, request), framesAccounted);
    };
  }
}
