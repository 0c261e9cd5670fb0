package io.framewise.connectors.publish;

import io.framewise.connectors.scene.Condition;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records that connectors write. Safe for use by several threads. */
public final class RecordWriter {

  private record Target<V extends SpecificRecord>(Topic<V> topic, AvroSerializer<V> serializer) {

    ProducerRecord<String, byte[]> record(String key, V value) {
      return new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), value));
    }
  }

  private final Map<Domain, Target<Frame>> frames = new EnumMap<>(Domain.class);
  private final Target<DeadLetter> deadLetters;
  private final Target<SourceStatus> statuses;
  private final Clock clock;

  /** A writer of records for {@code topics}. */
  public RecordWriter(Topics topics, SchemaRegistry registry, Clock clock) {
    for (Domain domain : Domain.values()) {
      frames.put(domain, target(topics.frames(domain), registry));
    }
    this.deadLetters = target(topics.deadLetters(), registry);
    this.statuses = target(topics.sources(), registry);
    this.clock = clock;
  }

  private static <V extends SpecificRecord> Target<V> target(
      Topic<V> topic, SchemaRegistry registry) {
    return new Target<>(topic, new AvroSerializer<>(topic, registry));
  }

  ProducerRecord<String, byte[]> frame(TrackedSource source, long sequence, CapturedImage picture) {
    Frame frame =
        Frame.newBuilder()
            .setFrameId(picture.frameId())
            .setSourceId(source.sourceId())
            .setDomain(source.domain())
            .setSequence(sequence)
            .setCapturedAt(picture.capturedAt())
            .setWidth(picture.width())
            .setHeight(picture.height())
            .setContentType(picture.format().contentType())
            .setAttributes(picture.attributes())
            .setUnchangedSince(picture.seen().unchangedSince().orElse(null))
            .setConditions(picture.seen().conditions().stream().map(Condition::written).toList())
            .setPixels(picture.bytes().duplicate())
            .build();
    return frames.get(source.domain()).record(source.sourceId(), frame);
  }

  ProducerRecord<String, byte[]> deadLetter(TrackedSource source, RefusedPicture refused) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setSourceId(source.sourceId())
            .setStage(Stage.CONNECTOR)
            .setCategory(refused.category())
            .setMessage(refused.message())
            .setOrigin(refused.origin())
            .setOriginal(
                refused.firstBytes().hasRemaining() ? refused.firstBytes().duplicate() : null)
            .setOriginalSize(refused.size())
            .setFailedAt(clock.instant())
            .build();
    return deadLetters.record(source.sourceId(), letter);
  }

  ProducerRecord<String, byte[]> status(TrackedSource source) {
    return statuses.record(source.sourceId(), source.status(clock.instant()));
  }
}
