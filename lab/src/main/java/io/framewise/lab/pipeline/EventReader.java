package io.framewise.lab.pipeline;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads committed events as any consumer may, and notes when each could be read. */
final class EventReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * An event and the moment, in {@link System#nanoTime}, at which it could be read.
   *
   * @param event the event
   * @param nanos when
   */
  record Read(AnalysisEvent event, long nanos) {}

  private final KafkaConsumer<String, AnalysisEvent> consumer;
  private final Map<String, List<Read>> reads = new HashMap<>();
  private final BenchThread thread;

  /** Begins to read a pipeline's events from the oldest. */
  EventReader(Pipeline pipeline) {
    Topic<AnalysisEvent> topic = pipeline.topics().events();
    Map<String, Object> config = pipeline.kafka().clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(
            config,
            new StringDeserializer(),
            new AvroSerde<>(topic, pipeline.registry()).deserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
    this.thread = BenchThread.start("event-reader", this::step);
  }

  private void step() {
    try {
      var records = consumer.poll(POLL);
      long now = System.nanoTime();
      synchronized (reads) {
        records.forEach(
            record ->
                reads
                    .computeIfAbsent(record.value().getRun(), run -> new ArrayList<>())
                    .add(new Read(record.value(), now)));
        reads.notifyAll();
      }
    } catch (WakeupException e) {
      // asked to stop
    }
  }

  /** The events of a run that were read so far. */
  List<Read> of(String run) {
    synchronized (reads) {
      return List.copyOf(reads.getOrDefault(run, List.of()));
    }
  }

  /**
   * Waits for a number of a run's events and gives them.
   *
   * @throws TimeoutException when they do not come within the limit
   */
  List<Read> await(String run, int count, Duration limit)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (reads) {
      while (true) {
        int found = reads.getOrDefault(run, List.of()).size();
        if (found >= count) {
          return of(run);
        }
        thread.check();
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              found + " of " + count + " events within " + limit.toSeconds() + " s");
        }
        reads.wait(POLL.toMillis());
      }
    }
  }

  @Override
  public void close() {
    thread.stop(consumer::wakeup);
    consumer.close();
  }
}
