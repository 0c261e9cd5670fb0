package io.framewise.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EventStreamLeakTest {

  @Test
  void shouldLeaveNoConsumerBehindWhenNoBrokerIsThere() throws Exception {
    KafkaSettings kafka =
        SettingsSource.parse(
                "test",
                "kafka: {properties: {default.api.timeout.ms: 300, request.timeout.ms: 200, client.id: leak-test}}",
                Map.of(),
                Map.of("kafka.bootstrap-servers", "127.0.0.1:1"))
            .bind(Section.KAFKA, KafkaSettings.class);

    assertThatThrownBy(
            () ->
                EventStream.start(
                    kafka, SchemaRegistry.inMemory(), kafka.topics().events(), event -> {}))
        .isInstanceOf(TimeoutException.class);

    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.consumer:type=app-info,id=leak-test*"), null))
        .isEmpty();
  }
}
