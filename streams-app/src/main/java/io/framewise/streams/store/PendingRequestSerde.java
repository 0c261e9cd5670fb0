package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes pending requests as {@link OpenRequest}s, and also reads what earlier versions wrote
 * without a schema. Those begin with the count of frames as four bytes (0.1.0), or with the time of
 * the window, the number of counts and the counts by minute (later versions); then follows the
 * request in Avro single-object encoding.
 */
final class PendingRequestSerde implements Serde<PendingRequest> {

  /** The first two bytes of Avro's single-object encoding. */
  private static final int MARKER = 0xC301;

  /**
   * Tells the two old forms apart: the first four bytes are below this when they are a count of
   * frames, and above when they are those of a time after January 1970.
   */
  private static final int MOST_FRAMES = 256;

  private final AvroStateSerde<OpenRequest> open = new AvroStateSerde<>(OpenRequest.class);
  private final AvroStateSerde<InferenceRequest> requests =
      new AvroStateSerde<>(InferenceRequest.class);

  @Override
  public Serializer<PendingRequest> serializer() {
    return (topic, pending) ->
        pending == null
            ? null
            : open.serializer()
                .serialize(
                    topic,
                    new OpenRequest(
                        pending.windowMs(),
                        pending.frames(),
                        ByteBuffer.wrap(
                            requests.serializer().serialize(topic, pending.request()))));
  }

  @Override
  public Deserializer<PendingRequest> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private PendingRequest read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (isMarkerAt(0, buffer)) {
      OpenRequest written = open.deserializer().deserialize("", bytes);
      return new PendingRequest(
          request(written.getRequest()), written.getWindowMs(), written.getFrames());
    }
    return isMarkerAt(Integer.BYTES, buffer) && buffer.getInt(0) < MOST_FRAMES
        ? withoutMinutes(buffer)
        : byHand(buffer);
  }

  private static boolean isMarkerAt(int index, ByteBuffer buffer) {
    return buffer.limit() >= index + Short.BYTES
        && Short.toUnsignedInt(buffer.getShort(index)) == MARKER;
  }

  private PendingRequest withoutMinutes(ByteBuffer buffer) {
    int frames = buffer.getInt();
    InferenceRequest request = request(buffer);
    long windowMs = request.getWindow().getStart().toEpochMilli();
    List<MinuteCount> counts =
        frames == 0 ? List.of() : List.of(new MinuteCount(Minutes.begin(windowMs), frames));
    return new PendingRequest(request, windowMs, counts);
  }

  private PendingRequest byHand(ByteBuffer buffer) {
    long windowMs = buffer.getLong();
    List<MinuteCount> counts = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      counts.add(new MinuteCount(buffer.getLong(), buffer.getInt()));
    }
    return new PendingRequest(request(buffer), windowMs, counts);
  }

  private InferenceRequest request(ByteBuffer rest) {
    byte[] request = new byte[rest.remaining()];
    rest.get(request);
    return requests.deserializer().deserialize("", request);
  }
}
