package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.state.MinuteCount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The time of the window, the counts of frames by minute with how many there are before them, then
 * the request in Avro single-object encoding.
 */
final class PendingRequestSerde implements Serde<PendingRequest> {

  private static final int COUNT_BYTES = Long.BYTES + Integer.BYTES;

  private final AvroStateSerde<InferenceRequest> requests =
      new AvroStateSerde<>(InferenceRequest.class);

  @Override
  public Serializer<PendingRequest> serializer() {
    return (topic, pending) -> {
      if (pending == null) {
        return null;
      }
      byte[] request = requests.serializer().serialize(topic, pending.request());
      List<MinuteCount> counts = pending.booking().frames();
      ByteBuffer buffer =
          ByteBuffer.allocate(COUNT_BYTES + counts.size() * COUNT_BYTES + request.length);
      buffer.putLong(pending.booking().windowMs()).putInt(counts.size());
      counts.forEach(count -> buffer.putLong(count.getMinuteMs()).putInt(count.getFrames()));
      return buffer.put(request).array();
    };
  }

  @Override
  public Deserializer<PendingRequest> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long windowMs = buffer.getLong();
      List<MinuteCount> counts = new ArrayList<>();
      for (int left = buffer.getInt(); left > 0; left--) {
        counts.add(new MinuteCount(buffer.getLong(), buffer.getInt()));
      }
      byte[] request = new byte[buffer.remaining()];
      buffer.get(request);
      return new PendingRequest(
          requests.deserializer().deserialize(topic, request), new Booking(windowMs, counts));
    };
  }
}
