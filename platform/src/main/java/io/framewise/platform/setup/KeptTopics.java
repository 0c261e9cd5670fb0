package io.framewise.platform.setup;

import static io.framewise.platform.observe.LogKeys.TOPIC;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How compacted topics are kept. A topic that an earlier release or somebody else has made may
 * throw away what it is there for: question sets after a week, and with a removal the version that
 * the next set of its name goes on with.
 */
final class KeptTopics {

  private static final Logger LOG = LoggerFactory.getLogger(KeptTopics.class);

  /** What a removed set leaves remembers its version. */
  private static final long REMOVALS_KEPT_MS = Duration.ofDays(3650).toMillis();

  private static final int LIMIT_S = 15;

  private final Admin admin;

  KeptTopics(Admin admin) {
    this.admin = admin;
  }

  /** The configuration of a compacted topic. */
  static Map<String, String> config(Topic<?> topic) {
    Map<String, String> config = new TreeMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    if (topic.valueType() == QuestionSet.class) {
      config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(REMOVALS_KEPT_MS));
    }
    return config;
  }

  /** Corrects topics that are there; where that is not allowed, a person is told what to do. */
  void correct(Collection<Topic<?>> existing) {
    Map<ConfigResource, Topic<?>> compacted = new HashMap<>();
    existing.stream()
        .filter(Topic::compacted)
        .forEach(
            topic ->
                compacted.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    try {
      Map<ConfigResource, Config> found =
          admin.describeConfigs(compacted.keySet()).all().get(LIMIT_S, TimeUnit.SECONDS);
      found.forEach(
          (place, config) -> {
            List<AlterConfigOp> differing = differing(compacted.get(place), config);
            if (!differing.isEmpty()) {
              changes.put(place, differing);
            }
          });
      if (changes.isEmpty()) {
        return;
      }
      admin.incrementalAlterConfigs(changes).all().get(LIMIT_S, TimeUnit.SECONDS);
      changes.forEach(
          (place, ops) ->
              LOG.atInfo().addKeyValue(TOPIC, place.name()).log("a topic has now {}", text(ops)));
    } catch (ExecutionException | TimeoutException e) {
      warn(changes, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      throw TopicSetup.interrupted(e);
    }
  }

  private static void warn(
      Map<ConfigResource, Collection<AlterConfigOp>> changes, Throwable cause) {
    if (changes.isEmpty()) {
      LOG.warn("how the compacted topics are kept could not be read: {}", cause.getMessage());
      return;
    }
    List<String> wanted = new ArrayList<>();
    changes.forEach((place, ops) -> wanted.add(place.name() + " " + text(ops)));
    LOG.warn(
        "topics are not kept as they should be, and this client could not change it ({}); set {}"
            + " with kafka-configs, or give it the right ALTER_CONFIGS",
        cause.getMessage(),
        String.join("; ", wanted));
  }

  private static List<AlterConfigOp> differing(Topic<?> topic, Config found) {
    List<AlterConfigOp> differing = new ArrayList<>();
    config(topic)
        .forEach(
            (name, value) -> {
              if (!isKept(name, value, found.get(name))) {
                differing.add(
                    new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
              }
            });
    return differing;
  }

  /** Whether a topic keeps as much as it should; more does no harm. */
  private static boolean isKept(String name, String wanted, ConfigEntry found) {
    if (found == null || found.value() == null) {
      return false;
    }
    return name.equals(TopicConfig.DELETE_RETENTION_MS_CONFIG)
        ? Long.parseLong(found.value()) >= Long.parseLong(wanted)
        : found.value().equals(wanted);
  }

  private static String text(Collection<AlterConfigOp> ops) {
    return String.join(
        ",",
        ops.stream()
            .map(op -> op.configEntry().name() + "=" + op.configEntry().value())
            .sorted()
            .toList());
  }
}
