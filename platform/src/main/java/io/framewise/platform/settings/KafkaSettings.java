package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import io.framewise.contract.topic.Topics;
import java.time.Duration;
import java.util.Map;

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
                "A Java properties file of further properties for every Kafka client, such as"
                    + " security.protocol and sasl.jaas.config. Those below kafka.properties win over it.")
        String propertiesFile,
    @Setting(
            doc =
                "Further properties for every Kafka client. Each has a variable of its own, such as"
                    + " FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG; FRAMEWISE_KAFKA_PROPERTIES takes the"
                    + " text of a whole properties file. What Framewise sets itself is refused, or passed"
                    + " over with a warning.")
        Map<String, Secret> properties) {

  /** Checks the bounds, and reads the properties file. */
  public KafkaSettings {
    Check.given("bootstrap-servers", bootstrapServers);
    Check.between("partitions", partitions, 1, 1000);
    Check.between("replication-factor", replicationFactor, 1, 10);
    Check.positive("startup-limit", startupLimit);
    framesPrefix = framesPrefix == null || framesPrefix.isBlank() ? topicPrefix : framesPrefix;
    propertiesFile = propertiesFile == null ? "" : propertiesFile;
    properties = ClientProperties.of(propertiesFile, properties);
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
        propertiesFile,
        properties);
  }

  /** The catalogue of the topics under the prefixes that these settings name. */
  public Topics topics() {
    return new Topics(topicPrefix, framesPrefix);
  }

  /**
   * Properties that every client begins with; the caller may add to the map. One that takes the
   * place of a person's is named in a warning.
   */
  public Map<String, Object> clientConfig() {
    return new ClientConfig(bootstrapServers, properties);
  }
}
