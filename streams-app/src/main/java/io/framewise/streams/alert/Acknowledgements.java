package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends acknowledgements to the topology. Only the topology writes alerts, so that an
 * acknowledgement and an answer never overwrite each other. Blocking; safe for use by several
 * threads.
 */
public final class Acknowledgements implements AutoCloseable {

  private static final int LIMIT_MS = 5_000;

  private final Topic<AlertAcknowledgement> topic;
  private final Producer<String, AlertAcknowledgement> producer;
  private final Clock clock = Clock.systemUTC();

  /** A sender with a connection of its own. */
  public Acknowledgements(KafkaSettings kafka, SchemaRegistry registry) {
    this.topic = kafka.topics().acknowledgements();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(
            config, new StringSerializer(), new AvroSerde<>(topic, registry).serializer());
  }

  /**
   * Sends an acknowledgement and waits until Kafka has it; the topology applies it a moment later.
   *
   * @throws KafkaException when Kafka does not take it within seconds
   */
  public void send(Alert alert) throws InterruptedException {
    AlertAcknowledgement acknowledgement =
        new AlertAcknowledgement(
            alert.getAlertKey(), alert.getSourceId(), alert.getRaisedByEventId(), clock.instant());
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(), partition(alert), alert.getSourceId(), acknowledgement))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("the acknowledgement could not be written", e.getCause());
    }
  }

  /**
   * The partition of the alert's frames, since the alert is kept there; the producer of the frames
   * may use a partitioner of its own.
   */
  private static Integer partition(Alert alert) {
    List<FrameRef> frames = alert.getFrames();
    return frames.isEmpty() ? null : FrameRecords.newest(frames).getPartition();
  }

  @Override
  public void close() {
    producer.close();
  }
}
