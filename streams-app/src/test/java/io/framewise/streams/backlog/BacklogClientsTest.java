package io.framewise.streams.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.streams.backlog.BacklogClients.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** When Kafka is known to answer. */
class BacklogClientsTest {

  private static final long LIMIT = 1000;

  private final Answers answers = new Answers(LIMIT, 0);

  @Test
  void shouldKnowThatKafkaAnswersAsLongAsItsFetchesDo() {
    assertThat(answers.comeAsOf(1, false, 900)).isTrue();
    assertThat(answers.comeAsOf(2, false, 1900)).isTrue();
    assertThat(answers.comeAsOf(2, false, 2900)).isTrue();
    assertThat(answers.comeAsOf(2, false, 2901)).isFalse();
    assertThat(answers.comeAsOf(3, false, 9000)).isTrue();
  }

  @Test
  void shouldTakeRecordsThatLieHereForAnAnswer() {
    answers.came(900);

    assertThat(answers.comeAsOf(0, false, 1900)).isTrue();
    assertThat(answers.comeAsOf(0, false, 1901)).isFalse();
  }

  @Test
  void shouldExpectNoAnswerWhileNothingIsAskedFor() {
    assertThat(answers.comeAsOf(0, true, 60_000)).isTrue();
    assertThat(answers.comeAsOf(0, false, 60_500)).isTrue();
  }

  /** The name is Kafka's own, which may change it. */
  @Test
  void shouldFindWhereKafkasConsumerCountsItsFetches() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      assertThat(BacklogClients.answeredFetches(consumer.metrics()).metricValue()).isEqualTo(0.0);
    }
  }

  /** How the last transaction of an id ended is not known any more once it is taken over. */
  @Test
  void shouldLookAtTheLastTransactionBeforeItsIdIsTakenOver() {
    List<String> looked = new ArrayList<>();
    BacklogClients clients =
        new BacklogClients(
            Set.of(),
            new Backlogs(),
            new Commits(),
            new ByteArrayDeserializer(),
            (id, earlierCommitted) -> looked.add(id + " " + earlierCommitted));
    Producer<byte[], byte[]> producer =
        clients.getProducer(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "transactional.id", "app-1",
                "max.block.ms", 1L));
    try {
      assertThatThrownBy(producer::initTransactions).isInstanceOf(TimeoutException.class);
    } finally {
      producer.close(Duration.ZERO);
    }

    assertThat(looked).containsExactly("app-1 false");
  }
}
