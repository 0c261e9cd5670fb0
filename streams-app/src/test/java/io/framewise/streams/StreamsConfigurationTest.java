package io.framewise.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.SharedParts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsConfigurationTest {

  @Test
  void shouldBeatTenTimesASessionAndAbortWhatAKilledInstanceLeavesWithinOne() {
    StreamsConfig config = config(Map.of("streams.session-timeout", "12s"));

    Map<String, Object> consumer = config.getMainConsumerConfigs("group", "client", 0);
    assertThat(consumer.get("session.timeout.ms")).isEqualTo(12_000);
    assertThat(consumer.get("heartbeat.interval.ms")).isEqualTo(1_200);
    assertThat(config.getProducerConfigs("client").get("transaction.timeout.ms")).isEqualTo(12_000);
  }

  @Test
  void shouldKeepATransactionLongerThanTheCommitIntervalWhenThatIsLong() {
    StreamsConfig config = config(Map.of("streams.commit-interval", "30s"));

    assertThat(config.getProducerConfigs("client").get("transaction.timeout.ms")).isEqualTo(60_000);
  }

  /** A producer that gave a commit up could do nothing any more: BrokerAwayProof. */
  @Test
  void shouldLetWhatWasBegunWaitForKafkaLongerThanAnyOutage() {
    Map<String, Object> producer = config(Map.of()).getProducerConfigs("client");

    for (String limit : new String[] {"max.block.ms", "delivery.timeout.ms"}) {
      assertThat(Duration.ofMillis(Long.parseLong(producer.get(limit).toString())))
          .as(limit)
          .isGreaterThan(Duration.ofDays(20));
    }
  }

  /** What is awaited is committed sooner: see CommitPaceTest. */
  @Test
  void shouldCommitByItselfOnceASecond() {
    assertThat(config(Map.of()).getLong("commit.interval.ms")).isEqualTo(1000);
    assertThat(config(Map.of("streams.commit-interval", "5s")).getLong("commit.interval.ms"))
        .isEqualTo(5000);
  }

  @Test
  void shouldFetchManyFramesAtOnceThroughBuffersOfTheSystemsSize() {
    Map<String, Object> consumer = config(Map.of()).getMainConsumerConfigs("group", "client", 0);

    assertThat(consumer.get("max.partition.fetch.bytes")).isEqualTo(8 * 1024 * 1024);
    assertThat(consumer.get("receive.buffer.bytes")).isEqualTo(-1);
  }

  /** Answers of one partition never wait for frames of another one that has none. */
  @Test
  void shouldNotWaitForPartitionsThatHaveNothing() {
    assertThat(config(Map.of()).getLong("max.task.idle.ms")).isEqualTo(-1);
  }

  @Test
  void shouldKeepAsManyStandbysAsSettled() {
    assertThat(config(Map.of()).getInt("num.standby.replicas")).isEqualTo(1);
    assertThat(config(Map.of("streams.standbys", "0")).getInt("num.standby.replicas")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5s", "6m"})
  void shouldRefuseASessionThatBrokersRefuse(String given) {
    assertThatThrownBy(() -> config(Map.of("streams.session-timeout", given)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("session-timeout must be between 6s and 5m");
  }

  private static StreamsConfig config(Map<String, String> flags) {
    SettingsSource source = SettingsSource.parse("test", "", Map.of(), flags);
    return new StreamsConfig(
        StreamsConfiguration.of(
            source.bind(Section.KAFKA, KafkaSettings.class),
            source.bind(Section.STREAMS, StreamsSettings.class),
            SharedParts.create(SchemaRegistry.inMemory()),
            Optional.empty()));
  }
}
