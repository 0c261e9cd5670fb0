package io.framewise.streams.transaction;

import io.framewise.platform.observe.LogKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that their coordinator has ended, but not on every partition. A broker of Kafka
 * 4.3 and 4.4 that stops in order while a transaction is being ended takes partitions that have
 * just lost their leader for deleted ones, and writes no marker there (KAFKA-20734). Nobody can
 * read past that place until the same producer ends another transaction on that partition; and a
 * state that is to be restored from it waits for ever, since nothing is written meanwhile.
 *
 * <p>Whether the transaction was committed is known as long as its coordinator tells of it, that is
 * until the producer's next transaction or the next start: it must be looked before. Safe for use
 * by several threads.
 */
public final class HungTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(HungTransactions.class);

  private static final Set<TransactionState> ENDING =
      Set.of(
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  private static final long BETWEEN_MS = 200;

  private final Map<String, Object> clientConfig;
  private final String applicationId;
  private final Set<String> outputs;

  /**
   * Those of one Kafka Streams application.
   *
   * @param clientConfig how to reach Kafka
   * @param outputs topics that it writes beside those that begin with its own id
   */
  public HungTransactions(
      Map<String, Object> clientConfig, String applicationId, Set<String> outputs) {
    this.clientConfig = new HashMap<>(clientConfig);
    this.applicationId = applicationId;
    this.outputs = Set.copyOf(outputs);
  }

  /**
   * Returns when the last transaction of a producer is at its end on all partitions, or when this
   * client may not see to it, which is said. Waits for Kafka as long as it takes. Nobody may use
   * the transactional id meanwhile.
   *
   * @param earlierCommitted whether the producer's transactions before the last are known to be
   *     committed, since this was called for it without that knowledge
   */
  public void finish(String transactionalId, boolean earlierCommitted) {
    boolean told = false;
    while (true) {
      try (Admin admin = Admin.create(clientConfig)) {
        finish(admin, transactionalId, earlierCommitted);
        return;
      } catch (RetriableException e) {
        if (!told) {
          LOG.warn("the last transaction cannot be looked at yet; trying again", e);
        }
        told = true;
        pause();
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warn(
            "the last transaction cannot be looked at: {}. If a topic cannot be read past some place"
                + " after a broker was away, see \"Hung transactions\" in docs/reliability.md",
            e.getMessage());
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void finish(Admin admin, String transactionalId, boolean earlierCommitted) {
    Optional<TransactionDescription> last = describe(admin, transactionalId);
    if (last.isEmpty() || last.get().state() == TransactionState.ONGOING) {
      return; // An ongoing one is aborted by whoever takes the id over.
    }
    if (ENDING.contains(last.get().state())) {
      throw new NotYetException(transactionalId + " is in " + last.get().state());
    }
    Map<TopicPartition, Node> leaders = leaders(admin);
    List<HungPart> open = open(admin, leaders.keySet(), last.get().producerId());
    if (open.isEmpty()) {
      return;
    }
    if (!describe(admin, transactionalId).equals(last)) {
      throw new NotYetException(transactionalId + " has changed meanwhile");
    }
    try (EndMarkers markers = new EndMarkers(clientConfig)) {
      for (HungPart part : open) {
        Optional<TransactionResult> outcome = part.outcome(last.get(), earlierCommitted);
        outcome.ifPresent(
            result ->
                markers.write(
                    part,
                    (short) last.get().producerEpoch(),
                    result,
                    leaders.get(part.partition())));
        tell(part, outcome);
      }
    }
  }

  private static void tell(HungPart part, Optional<TransactionResult> outcome) {
    var line =
        LOG.atWarn()
            .addKeyValue(LogKeys.TOPIC, part.partition().topic())
            .addKeyValue(LogKeys.PARTITION, part.partition().partition());
    if (outcome.isPresent()) {
      line.log(
          "a broker had left a transaction open whose outcome was {}; it is ended now",
          outcome.get());
    } else {
      line.log(
          "a transaction of producer {} is open, and whether it was committed is not known any more;"
              + " nobody can read past it. See \"Hung transactions\" in docs/reliability.md",
          part.producerId());
    }
  }

  private static Optional<TransactionDescription> describe(Admin admin, String transactionalId) {
    try {
      return Optional.of(
          await(admin.describeTransactions(List.of(transactionalId)).description(transactionalId)));
    } catch (TransactionalIdNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Every partition that this application writes, the one of its offsets included. */
  private Map<TopicPartition, Node> leaders(Admin admin) {
    List<String> written =
        await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names()).stream()
            .filter(this::isWritten)
            .toList();
    Map<TopicPartition, Node> leaders = new HashMap<>();
    for (TopicDescription topic : await(admin.describeTopics(written).allTopicNames()).values()) {
      topic.partitions().stream()
          .filter(partition -> !topic.isInternal() || partition.partition() == offsets(topic))
          .forEach(
              partition ->
                  leaders.put(
                      new TopicPartition(topic.name(), partition.partition()), leader(partition)));
    }
    return leaders;
  }

  private boolean isWritten(String topic) {
    return outputs.contains(topic)
        || topic.startsWith(applicationId + "-")
        || topic.equals(Topic.GROUP_METADATA_TOPIC_NAME);
  }

  /** Where the offsets of the group that is called like the application are kept. */
  private int offsets(TopicDescription topic) {
    return Utils.abs(applicationId.hashCode()) % topic.partitions().size();
  }

  private static Node leader(TopicPartitionInfo partition) {
    if (partition.leader() == null) {
      throw new NotYetException("a partition has no leader");
    }
    return partition.leader();
  }

  private static List<HungPart> open(Admin admin, Set<TopicPartition> partitions, long producerId) {
    DescribeProducersResult producers = admin.describeProducers(partitions);
    List<HungPart> open = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      try {
        await(producers.partitionResult(partition)).activeProducers().stream()
            .filter(producer -> producer.producerId() == producerId)
            .filter(producer -> producer.currentTransactionStartOffset().isPresent())
            .map(producer -> HungPart.of(partition, producer))
            .forEach(open::add);
      } catch (AuthorizationException e) {
        LOG.debug("this client may not see who writes to {}", partition, e);
      }
    }
    return open;
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  /** To be looked at again. */
  private static final class NotYetException extends RetriableException {
    private static final long serialVersionUID = 1L;

    NotYetException(String message) {
      super(message);
    }
  }
}
