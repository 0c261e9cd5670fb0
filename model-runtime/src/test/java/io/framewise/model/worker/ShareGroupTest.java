package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.framewise.model.settings.ModelSettings;
import io.framewise.testing.LogLines;
import io.framewise.testing.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(BrokerExtension.class)
@Timeout(120)
class ShareGroupTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LogLines said = new LogLines();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ShareGroup.class);

  @BeforeEach
  void listen() {
    logger.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(said);
  }

  @Test
  void shouldLetKafkaMissADeadWorkerWithinSeconds(Wire wire) throws Exception {
    ModelSettings settings = new Workers(wire).settings();

    new ShareGroup(wire.kafka(), settings).configure();

    await()
        .atMost(LIMIT)
        .until(() -> value(wire, settings.group(), "share.session.timeout.ms").equals("2000"));
    assertThat(said.list).isEmpty();
  }

  @Test
  void shouldSayWhatADeathCostsWhereTheBrokersTakeNoShortSession() throws Exception {
    try (TestBroker broker = TestBroker.started(Map.of());
        Wire wire = new Wire(broker.bootstrapServers())) {
      ModelSettings settings = new Workers(wire).settings();

      new ShareGroup(wire.kafka(), settings).configure();

      assertThat(said.list)
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .contains("45 s", settings.group(), "group.share.min.session.timeout.ms to 2000");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  value(wire, settings.group(), "share.isolation.level").equals("read_committed"));
    }
  }

  private static String value(Wire wire, String group, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try (Admin admin = Admin.create(wire.kafka().clientConfig())) {
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
      return configs.get(resource).get(key).value();
    }
  }
}
