package io.framewise.model.worker;

import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.ShareInFlightBatch;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share consumer that takes further records while it holds earlier ones. Belongs to one thread,
 * but for {@link #metric}.
 *
 * <p>Kafka's own gives out nothing new while a record of the last poll is open, and after a renewal
 * gives out what was renewed and nothing else. Only the client wants that: a broker locks each
 * record for itself. So what a poll has brought is set aside here, and given back to the client for
 * the moment in which it is acknowledged.
 */
final class HoldingConsumer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HoldingConsumer.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private record Held(
      ConsumerRecord<String, byte[]> record, TopicIdPartition partition, int broker) {}

  /** Hears what became of renewals, on the thread that the consumer belongs to. */
  interface Renewals {

    /** A record is locked to this consumer for as long again. */
    void renewed(RecordPlace place);

    /** A record is not locked to this consumer any more, and is held no longer. */
    void lost(RecordPlace place);
  }

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final ClientFetch client;
  private final Map<RecordPlace, Held> held = new HashMap<>();
  private final Set<RecordPlace> renewing = new HashSet<>();

  /** Over a consumer that acknowledges explicitly and is subscribed. */
  HoldingConsumer(KafkaShareConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
    this.client = new ClientFetch(consumer);
  }

  /** Says who hears of renewals. */
  void tell(Renewals renewals) {
    consumer.setAcknowledgementCommitCallback(
        (offsets, e) -> {
          if (e != null) {
            LOG.warn("acknowledgements of {} failed: {}", offsets.keySet(), e.toString());
          }
          offsets.forEach(
              (partition, all) ->
                  all.forEach(
                      offset ->
                          completed(
                              new RecordPlace(partition.topicPartition(), offset),
                              e == null,
                              renewals)));
        });
  }

  private void completed(RecordPlace place, boolean well, Renewals renewals) {
    if (!renewing.remove(place)) {
      return;
    }
    if (well) {
      renewals.renewed(place);
    } else {
      held.remove(place);
      renewals.lost(place);
    }
  }

  /** Waits for records, and holds what comes. */
  List<ConsumerRecord<String, byte[]>> take(Duration limit) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(limit).forEach(records::add);
    if (!records.isEmpty()) {
      consumer.commitAsync(); // marks of transactions among them, which the client knows alone
      client.forget().forEach((partition, broker) -> hold(records, partition, broker));
    }
    return records;
  }

  private void hold(
      List<ConsumerRecord<String, byte[]>> records, TopicIdPartition partition, int broker) {
    for (ConsumerRecord<String, byte[]> record : records) {
      RecordPlace place = RecordPlace.of(record);
      if (place.partition().equals(partition.topicPartition())) {
        held.put(place, new Held(record, partition, broker));
      }
    }
  }

  /**
   * Sends what became of records, and hears what became of what was sent before. A record that is
   * renewed is held on, another one no longer; what is not held is left out.
   */
  void acknowledge(Map<RecordPlace, AcknowledgeType> outcomes) {
    Map<Integer, Map<Held, AcknowledgeType>> byBroker = new HashMap<>();
    outcomes.forEach(
        (place, outcome) ->
            find(place, outcome)
                .ifPresent(
                    one ->
                        byBroker
                            .computeIfAbsent(one.broker(), broker -> new HashMap<>())
                            .put(one, outcome)));
    byBroker.values().forEach(this::send);
    consumer.commitAsync(); // has something to send of nothing, and is where the client tells
  }

  private Optional<Held> find(RecordPlace place, AcknowledgeType outcome) {
    if (outcome != AcknowledgeType.RENEW) {
      renewing.remove(place);
      return Optional.ofNullable(held.remove(place));
    }
    Optional<Held> one = Optional.ofNullable(held.get(place));
    one.ifPresent(found -> renewing.add(place));
    return one;
  }

  private void send(Map<Held, AcknowledgeType> ofABroker) {
    ShareFetch<String, byte[]> fetch = ShareFetch.empty();
    for (Held one : ofABroker.keySet()) {
      ShareInFlightBatch<String, byte[]> batch =
          new ShareInFlightBatch<>(one.broker(), one.partition(), Optional.empty());
      batch.addRecord(one.record());
      fetch.add(one.partition(), batch);
    }
    client.during(
        fetch,
        () -> {
          ofABroker.forEach((one, outcome) -> consumer.acknowledge(one.record(), outcome));
          consumer.commitAsync();
        });
  }

  /** A number that Kafka's client counts; -1 if it does not. Safe on any thread. */
  double metric(String name) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(name))
        .map(metric -> metric.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .findFirst()
        .orElse(-1);
  }

  /** Leaves the group; what is still held goes to others. */
  @Override
  public void close() {
    consumer.close(CLOSE_LIMIT);
  }
}
