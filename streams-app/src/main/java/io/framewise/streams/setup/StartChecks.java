package io.framewise.streams.setup;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Checks the cluster before the topology starts. Exactly-once needs transactions of version 2, and
 * the state must have been made for the number of partitions that the topics have.
 */
public final class StartChecks {

  private static final String TRANSACTIONS = "transaction.version";
  private static final short LEAST_LEVEL = 2;

  private static final String WHY =
      "below "
          + LEAST_LEVEL
          + " a late answer of the broker can commit or abort the transaction after it, which loses"
          + " or doubles events (KAFKA-17754; KIP-890 closes it)";

  private final KafkaSettings kafka;
  private final String applicationId;
  private final Topology topology;

  /** The checks for {@code topology} when it is called {@code applicationId}. */
  public StartChecks(KafkaSettings kafka, String applicationId, Topology topology) {
    this.kafka = kafka;
    this.applicationId = applicationId;
    this.topology = topology;
  }

  /**
   * Runs the checks. The broker must be there.
   *
   * @throws UserError when one of them fails
   */
  public void run() {
    Map<String, Object> config = kafka.clientConfig();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    try (Admin admin = Admin.create(config)) {
      requireTransactions(await(admin.describeFeatures().featureMetadata()));
      requirePartitions(stateTopics(admin));
    }
  }

  private void requireTransactions(FeatureMetadata features) {
    if (!features.supportedFeatures().containsKey(TRANSACTIONS)) {
      throw new UserError(
          "the brokers at "
              + kafka.bootstrapServers()
              + " do not know the feature "
              + TRANSACTIONS
              + "; "
              + WHY,
          "upgrade them to Kafka 4.0 or newer");
    }
    var finalized = features.finalizedFeatures().get(TRANSACTIONS);
    short level = finalized == null ? 0 : finalized.maxVersionLevel();
    if (level < LEAST_LEVEL) {
      throw new UserError(
          "the feature "
              + TRANSACTIONS
              + " of the Kafka cluster is at level "
              + level
              + ", "
              + LEAST_LEVEL
              + " is needed: "
              + WHY,
          "run kafka-features.sh --bootstrap-server "
              + kafka.bootstrapServers()
              + " upgrade --feature "
              + TRANSACTIONS
              + "="
              + LEAST_LEVEL);
    }
  }

  private List<TopicDescription> stateTopics(Admin admin) {
    Set<String> existing = await(admin.listTopics().names());
    List<String> names =
        topology.describe().subtopologies().stream()
            .flatMap(part -> part.nodes().stream())
            .filter(TopologyDescription.Processor.class::isInstance)
            .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
            .map(store -> applicationId + "-" + store + "-changelog")
            .distinct()
            .filter(existing::contains)
            .toList();
    return List.copyOf(await(admin.describeTopics(names).allTopicNames()).values());
  }

  /**
   * A changelog keeps the number of partitions with which it was created. The topology would fail
   * with another number.
   */
  private void requirePartitions(List<TopicDescription> changelogs) {
    for (TopicDescription changelog : changelogs) {
      int partitions = changelog.partitions().size();
      if (partitions != kafka.partitions()) {
        throw new UserError(
            "the state of "
                + applicationId
                + " was made for "
                + partitions
                + " partitions (topic "
                + changelog.name()
                + "), kafka.partitions says "
                + kafka.partitions(),
            "set kafka.partitions to "
                + partitions
                + ", or begin with fresh state under a new streams.application-id");
      }
    }
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new UserError(
          "the Kafka cluster could not be checked: " + e.getCause().getMessage(),
          "check the brokers at " + kafka.bootstrapServers() + " and this client's rights",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while checking the Kafka cluster", "start again", e);
    }
  }
}
