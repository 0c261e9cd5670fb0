package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.transaction.HungTransactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that stops in order leaves transactions half ended; they are ended as was decided. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class HungTransactionsIT {

  private static final String APP = "hung";
  private static final int WRITERS = 8;
  private static final int ROUNDS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> TOPICS =
      IntStream.range(0, 10).mapToObj(i -> APP + "-" + i + "-changelog").toList();

  @Test
  void shouldEndWhatAStoppedBrokerLeftHalfEndedAsItsCoordinatorDecided() throws Exception {
    Path directory = WorkPlace.fresh("hung");
    try (Brokers brokers = Brokers.start(directory, 1);
        Admin admin = Admin.create(client(brokers))) {
      admin
          .createTopics(
              TOPICS.stream().map(name -> new NewTopic(name, WRITERS, (short) 1)).toList())
          .all()
          .get();
      List<TransactionalWriter> writers = hang(brokers, admin);
      Set<Integer> committed = committed(admin, writers);

      HungTransactions hung = new HungTransactions(client(brokers), APP, Set.of());
      for (TransactionalWriter writer : writers) {
        hung.finish(writer.id(), false);
        writer.takeOver();
      }

      assertThat(unreadable(admin)).as("partitions that cannot be read to their end").isEmpty();
      for (TransactionalWriter writer : writers) {
        writer.requireWholeTransactions(committed.contains(writer.number()));
      }
    }
  }

  /** Stops the broker under writers until it has left a committed transaction open. */
  private static List<TransactionalWriter> hang(Brokers brokers, Admin admin) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int first = round * WRITERS;
      List<TransactionalWriter> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(i -> new TransactionalWriter(client(brokers), APP, first + i, i, TOPICS))
              .toList();
      writers.forEach(TransactionalWriter::start);
      Patiently.until(LIMIT, () -> writers.stream().allMatch(writer -> writer.acknowledged() > 5));
      brokers.stop(0);
      for (TransactionalWriter writer : writers) {
        writer.awaitEnd();
      }
      brokers.start(0);
      brokers.awaitAll();
      Patiently.until(LIMIT, () -> unreadable(admin) != null);
      Set<Integer> committed = committed(admin, writers);
      if (unreadable(admin).stream().anyMatch(p -> committed.contains(first + p.partition()))) {
        return writers;
      }
      writers.forEach(TransactionalWriter::takeOver);
    }
    throw new AssertionError("the broker ended every transaction; is KAFKA-20734 mended?");
  }

  /** The writers whose last transaction was committed as far as its coordinator knows. */
  private static Set<Integer> committed(Admin admin, List<TransactionalWriter> writers)
      throws Exception {
    Set<Integer> numbers = new HashSet<>();
    for (TransactionalWriter writer : writers) {
      var transaction =
          admin.describeTransactions(List.of(writer.id())).description(writer.id()).get();
      if (transaction.state() == TransactionState.COMPLETE_COMMIT) {
        numbers.add(writer.number());
      }
    }
    return numbers;
  }

  private static List<TopicPartition> unreadable(Admin admin) throws Exception {
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(
                topic -> IntStream.range(0, WRITERS).mapToObj(i -> new TopicPartition(topic, i)))
            .toList();
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    var stable =
        admin
            .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get();
    var all =
        admin
            .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .all()
            .get();
    return partitions.stream()
        .filter(partition -> stable.get(partition).offset() < all.get(partition).offset())
        .toList();
  }

  private static Map<String, Object> client(Brokers brokers) {
    return Map.of("bootstrap.servers", brokers.bootstrapServers());
  }
}
