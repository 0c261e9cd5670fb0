package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.setup.StartChecks;
import io.framewise.streams.topology.FramewiseTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StartChecksIT {

  private static final String FEATURE = "transaction.version";

  @TempDir private Path directory;

  @Test
  void shouldRefuseAClusterWhoseTransactionsAreOfAnOlderVersion() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Admin admin = Admin.create(kafka(broker, 2).clientConfig())) {
      StartChecks checks = checks(broker, "app", 2);
      assertThatCode(checks::run).doesNotThrowAnyException();

      admin
          .updateFeatures(
              Map.of(FEATURE, new FeatureUpdate((short) 1, UpgradeType.SAFE_DOWNGRADE)),
              new UpdateFeaturesOptions())
          .all()
          .get();
      Awaitility.await().until(() -> level(admin) == 1);

      assertThatThrownBy(checks::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining(
              "the feature transaction.version of the Kafka cluster is at level 1")
          .hasMessageContaining("KAFKA-17754")
          .satisfies(
              error ->
                  assertThat(((UserError) error).wayOut())
                      .contains("kafka-features.sh --bootstrap-server " + broker.bootstrapServers())
                      .endsWith("upgrade --feature transaction.version=2"));
    }
  }

  @Test
  void shouldRefuseStateOfAnotherPartitionCount() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Admin admin = Admin.create(kafka(broker, 2).clientConfig())) {
      String changelog = "app-ledgers-changelog";
      admin
          .createTopics(List.of(new NewTopic(changelog, Optional.of(2), Optional.of((short) 1))))
          .all()
          .get();
      Awaitility.await().until(() -> admin.listTopics().names().get().contains(changelog));

      assertThatCode(checks(broker, "app", 2)::run).doesNotThrowAnyException();
      assertThatCode(checks(broker, "other", 3)::run).doesNotThrowAnyException();
      assertThatThrownBy(checks(broker, "app", 3)::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("made for 2 partitions (topic " + changelog + ")")
          .hasMessageContaining("kafka.partitions says 3");
    }
  }

  private static short level(Admin admin) throws Exception {
    return admin
        .describeFeatures()
        .featureMetadata()
        .get()
        .finalizedFeatures()
        .get(FEATURE)
        .maxVersionLevel();
  }

  private static StartChecks checks(EmbeddedBroker broker, String applicationId, int partitions) {
    KafkaSettings kafka = kafka(broker, partitions);
    StreamsSettings settings =
        SettingsSource.parse("test", "", Map.of(), Map.of())
            .bind(Section.STREAMS, StreamsSettings.class);
    return new StartChecks(
        kafka,
        applicationId,
        FramewiseTopology.build(kafka.topics(), SchemaRegistry.inMemory(), settings));
  }

  private static KafkaSettings kafka(EmbeddedBroker broker, int partitions) {
    return new KafkaSettings(
        broker.bootstrapServers(),
        "framewise.",
        "",
        partitions,
        1,
        Duration.ofSeconds(3),
        "",
        Map.of());
  }
}
