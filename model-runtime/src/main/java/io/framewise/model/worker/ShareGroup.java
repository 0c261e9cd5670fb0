package io.framewise.model.worker;

import io.framewise.contract.avro.Priority;
import io.framewise.contract.topic.Topics;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The share group that all workers are members of. */
final class ShareGroup {

  private final KafkaSettings kafka;
  private final ModelSettings settings;

  ShareGroup(KafkaSettings kafka, ModelSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /**
   * Sets what holds for the whole group, before its first member joins: it begins with the oldest
   * request, sees only committed ones, and lets a worker renew its locks.
   */
  void configure() {
    Collection<AlterConfigOp> changes =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.isolation.level", "read_committed"),
            set("share.renew.acknowledge.enable", "true"),
            set("share.record.lock.duration.ms", Long.toString(settings.lock().toMillis())),
            set("share.delivery.count.limit", Integer.toString(settings.deliveries())));
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, settings.group());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin.incrementalAlterConfigs(Map.of(group, changes)).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new UserError(
          "share group " + settings.group() + " could not be configured: " + cause.getMessage(),
          "brokers of Kafka 4.3 or newer are needed, and the right to alter this group's configs",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while configuring the share group", "start again", e);
    }
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  /** A member that takes requests of one lane, at most a batch at once. */
  ShareConsumer<String, byte[]> join(Priority lane) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchSize());
    ShareConsumer<String, byte[]> consumer =
        new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.of(kafka).requests(lane).name()));
    return consumer;
  }
}
