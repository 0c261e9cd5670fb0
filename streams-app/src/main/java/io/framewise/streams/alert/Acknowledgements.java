package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.TopicWriter;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * Sends acknowledgements to the topology. Only the topology writes alerts, so that an
 * acknowledgement and an answer never overwrite each other. Blocking; safe for use by several
 * threads.
 */
public final class Acknowledgements implements AutoCloseable {

  private final TopicWriter<AlertAcknowledgement> writer;
  private final Clock clock = Clock.systemUTC();

  /** A sender with a connection of its own. */
  public Acknowledgements(KafkaSettings kafka, SchemaRegistry registry) {
    this.writer = new TopicWriter<>(kafka, kafka.topics().acknowledgements(), registry);
  }

  /**
   * Sends an acknowledgement and waits until Kafka has it; the topology applies it a moment later.
   *
   * @throws KafkaException when Kafka does not take it within seconds
   */
  public void send(Alert alert) throws InterruptedException {
    writer.write(
        partition(alert),
        alert.getSourceId(),
        new AlertAcknowledgement(
            alert.getAlertKey(), alert.getSourceId(), alert.getRaisedByEventId(), clock.instant()));
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
    writer.close();
  }
}
