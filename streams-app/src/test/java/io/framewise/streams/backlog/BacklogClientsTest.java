package io.framewise.streams.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.backlog.BacklogClients.Answers;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
}
