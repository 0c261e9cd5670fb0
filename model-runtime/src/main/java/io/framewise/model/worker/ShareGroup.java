package io.framewise.model.worker;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Priority;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share group that all workers are members of. */
final class ShareGroup {

  private static final Logger LOG = LoggerFactory.getLogger(ShareGroup.class);

  /**
   * How long a worker may be silent before its partitions of the requests are another's. While
   * there are fewer members than partitions each partition has one reader, so this is what a killed
   * worker costs. A living one that was too busy to speak loses nothing by it: its locks hold, and
   * it joins again at once.
   */
  private static final Duration SESSION = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LOOK_EVERY_MS = 50;

  private static final String OFFSET_RESET = "share.auto.offset.reset";
  private static final String EARLIEST = "earliest";

  private final KafkaSettings kafka;
  private final ModelSettings settings;

  ShareGroup(KafkaSettings kafka, ModelSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /**
   * Sets what holds for the whole group, before its first member joins: it begins with the oldest
   * request, sees only committed ones, lets a worker renew its locks, and soon misses a dead one.
   */
  void configure() {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      set(
          admin,
          Map.of(
              OFFSET_RESET,
              EARLIEST,
              "share.isolation.level",
              "read_committed",
              "share.renew.acknowledge.enable",
              "true",
              "share.record.lock.duration.ms",
              Long.toString(settings.lock().toMillis()),
              "share.delivery.count.limit",
              Integer.toString(settings.deliveries())));
      missDeadWorkersSoon(admin);
      awaitApplied(admin);
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

  private void missDeadWorkersSoon(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      set(
          admin,
          Map.of(
              "share.session.timeout.ms", Long.toString(SESSION.toMillis()),
              "share.heartbeat.interval.ms", Long.toString(HEARTBEAT.toMillis())));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ApiException)) {
        throw e;
      }
      LOG.warn(
          "the requests of a worker that is killed may lie unread until Kafka misses it, 45 s by"
              + " default: the brokers do not take a session of {} ms for share group {} ({})."
              + " Set the brokers' group.share.min.session.timeout.ms to {} and"
              + " group.share.min.heartbeat.interval.ms to {}",
          SESSION.toMillis(),
          settings.group(),
          e.getCause().getMessage(),
          SESSION.toMillis(),
          HEARTBEAT.toMillis());
    }
  }

  /**
   * The controller has taken the changes; a broker follows a moment later, and a group that begins
   * before that would begin with the newest request.
   */
  private void awaitApplied(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!isApplied(admin)) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("the brokers do not take over the group's configs");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
  }

  private boolean isApplied(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Config config =
        admin
            .describeConfigs(List.of(resource()))
            .all()
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
            .get(resource());
    ConfigEntry reset = config.get(OFFSET_RESET);
    return reset != null && EARLIEST.equals(reset.value());
  }

  private ConfigResource resource() {
    return new ConfigResource(ConfigResource.Type.GROUP, settings.group());
  }

  private void set(Admin admin, Map<String, String> values)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<AlterConfigOp> changes =
        values.entrySet().stream()
            .map(value -> new ConfigEntry(value.getKey(), value.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    admin
        .incrementalAlterConfigs(Map.of(resource(), changes))
        .all()
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
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
    consumer.subscribe(List.of(kafka.topics().requests(lane).name()));
    return consumer;
  }
}
