package io.framewise.model.worker;

import io.framewise.contract.UserError;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.TopicIdPartition;

/**
 * What Kafka's client remembers of the last poll of a share consumer. While anything of it is open
 * the client polls for nothing new. There is no public way to it; see decision 47 for why it is
 * taken all the same.
 */
final class ClientFetch {

  private final Object client;
  private final Field fetch;

  /**
   * That of one consumer.
   *
   * @throws UserError with a Kafka client whose insides are others
   */
  ClientFetch(KafkaShareConsumer<String, byte[]> consumer) {
    try {
      this.client = field(KafkaShareConsumer.class, "delegate").get(consumer);
      this.fetch = field(client.getClass(), "currentFetch");
    } catch (ReflectiveOperationException e) {
      throw new UserError(
          "this Kafka client is not the one that the worker was made for",
          "put the kafka-clients jar on the class path that Framewise comes with",
          e);
    }
  }

  private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /**
   * Makes the client forget what it has handed out, without a word to Kafka.
   *
   * @return the broker that each partition's records came from
   */
  Map<TopicIdPartition, Integer> forget() {
    ShareFetch<?, ?> handedOut = get();
    handedOut.acknowledgeAll(AcknowledgeType.ACCEPT); // never sent: what is taken out here is not
    Map<TopicIdPartition, NodeAcknowledgements> places = handedOut.takeAcknowledgedRecords();
    Map<TopicIdPartition, Integer> brokers = new HashMap<>();
    places.forEach((partition, place) -> brokers.put(partition, place.nodeId()));
    return brokers;
  }

  /** Runs something while the client takes {@code records} for what it has handed out last. */
  void during(ShareFetch<String, byte[]> records, Runnable call) {
    set(records);
    try {
      call.run();
    } finally {
      set(ShareFetch.empty());
    }
  }

  private ShareFetch<?, ?> get() {
    try {
      return (ShareFetch<?, ?>) fetch.get(client);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(ShareFetch<String, byte[]> records) {
    try {
      fetch.set(client, records);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
