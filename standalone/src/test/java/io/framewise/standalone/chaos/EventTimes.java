package io.framewise.standalone.chaos;

import io.framewise.standalone.e2e.ForeignReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When each event reached a reader of committed records, by the wall clock. */
final class EventTimes implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final ForeignReader decoder;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

  private EventTimes(Site site) {
    this.decoder = new ForeignReader(site);
    Map<String, Object> config = site.kafka().clientConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, site.name() + "-event-times");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(site.events()));
  }

  static EventTimes follow(Site site) {
    EventTimes times = new EventTimes(site);
    new Thread(times::run, "event-times").start();
    return times;
  }

  /** Wall clock in milliseconds by event id. */
  Map<String, Long> arrivals() {
    return arrivals;
  }

  private void run() {
    try (consumer;
        decoder) {
      while (true) {
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    arrivals.putIfAbsent(
                        decoder.decode(record.value()).get("eventId").toString(),
                        System.currentTimeMillis()));
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
