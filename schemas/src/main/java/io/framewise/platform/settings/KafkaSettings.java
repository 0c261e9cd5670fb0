package io.framewise.platform.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** How to reach Kafka, and the names and counts of the topics. The same for every deployable. */
public record KafkaSettings(
    @Setting(value = "localhost:9092", doc = "Brokers to ask first, host:port, comma separated.")
        String bootstrapServers,
    @Setting(value = "framewise.", doc = "Every topic's name begins with this.") String topicPrefix,
    @Setting(
            value = "",
            doc =
                "What the names of the frames topics begin with, where they are another installation's; topic-prefix if empty.")
        String framesPrefix,
    @Setting(
            value = "4",
            doc =
                "Partitions of the topics keyed by source id, when they are created; checked at every start.")
        int partitions,
    @Setting(
            value = "1",
            doc = "Replicas of topics that are created; 3 on a cluster of three or more brokers.")
        int replicationFactor,
    @Setting(
            value = "60s",
            doc = "How long to wait at start for a broker and a registry that do not answer.")
        Duration startupLimit,
    @Setting(
            doc =
                "Further properties for every Kafka client, such as security.protocol and sasl.jaas.config.",
            secret = true)
        Map<String, String> properties) {

  /** Checks the bounds. */
  public KafkaSettings {
    Check.given("bootstrap-servers", bootstrapServers);
    Check.between("partitions", partitions, 1, 1000);
    Check.between("replication-factor", replicationFactor, 1, 10);
    Check.positive("startup-limit", startupLimit);
    framesPrefix = framesPrefix == null || framesPrefix.isBlank() ? topicPrefix : framesPrefix;
    properties = properties == null ? Map.of() : Map.copyOf(properties);
  }

  /**
   * The same cluster and the same frames, with all other topics under another prefix.
   *
   * @param count partitions of the frames topics as they are
   */
  public KafkaSettings beside(String otherPrefix, int count) {
    return new KafkaSettings(
        bootstrapServers,
        otherPrefix,
        framesPrefix,
        count,
        replicationFactor,
        startupLimit,
        properties);
  }

  /** Properties that every client begins with; the caller may add to the map. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }
}
