package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

  private static final String MARKER = "m4rker";
  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\" password=\""
          + MARKER
          + "\";";

  @TempDir private Path directory;

  @Test
  void shouldTakePropertiesFromFileSettingsAndEnvironmentTheLaterWinning() throws IOException {
    Path file = directory.resolve("client.properties");
    Files.writeString(file, "security.protocol=SASL_SSL\nclient.rack=one\nretries=1\n");
    KafkaSettings settings =
        bind(
            "kafka: {properties-file: "
                + file
                + ", properties: {client.rack: two, send.buffer.bytes: 70000}}",
            Map.of(
                "FRAMEWISE_KAFKA_PROPERTIES", "send.buffer.bytes=80000\nsasl.mechanism=PLAIN\n",
                "FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", JAAS,
                "FRAMEWISE_KAFKA_PROPERTIES_SEND_BUFFER_BYTES", "90000"));

    assertThat(settings.clientConfig())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("client.rack", "two")
        .containsEntry("retries", "1")
        .containsEntry("send.buffer.bytes", "90000")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("sasl.jaas.config", JAAS)
        .containsEntry("bootstrap.servers", "localhost:9092");
    assertThat(settings.toString() + settings.clientConfig()).doesNotContain(MARKER);
    assertThat(settings.beside("other.", 1).clientConfig()).containsEntry("retries", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MARKER,
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"m4rker\"",
        "PlainLoginModule required password=m4rker \"m4rker\";",
        "PlainLoginModule m4rker password=\"x\";",
        "PlainLoginModule required password m4rker;",
        "A required; B required password=\"m4rker\";",
        ""
      })
  void shouldRefuseBadJaasTextInOneSentence(String jaas) {
    assertThatThrownBy(() -> bind("", Map.of("FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", jaas)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka: properties.sasl.jaas.config is not a JAAS configuration")
        .hasMessageNotContaining(MARKER)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"consumer.", "producer.", "admin.", "main.consumer.", "restore.consumer."})
  void shouldCheckWhatIsForClientsOfOneKindJustTheSame(String prefix) {
    assertThatThrownBy(
            () ->
                bind(
                    "",
                    Map.of(
                        "FRAMEWISE_KAFKA_PROPERTIES",
                        prefix + "sasl.jaas.config=PlainLoginModule m4rker password=x;")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "kafka: properties." + prefix + "sasl.jaas.config is not a JAAS configuration")
        .hasMessageNotContaining(MARKER)
        .hasNoCause();
    assertThatThrownBy(
            () ->
                bind("", Map.of("FRAMEWISE_KAFKA_PROPERTIES", prefix + "security.protocol=m4rker")))
        .hasMessageContaining("properties." + prefix + "security.protocol holds what Kafka does")
        .hasMessageNotContaining(MARKER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "group.id",
        "acks",
        "processing.guarantee",
        "isolation.level",
        "producer.transactional.id",
        "consumer.auto.offset.reset",
        "main.consumer.group.id",
        "value.serializer",
        "application.id"
      })
  void shouldRefuseByNameWhatItSetsItself(String key) {
    assertThatThrownBy(() -> bind("", Map.of("FRAMEWISE_KAFKA_PROPERTIES", key + "=" + MARKER)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka: properties." + key + " is set by Framewise itself")
        .hasMessageNotContaining(MARKER);
  }

  @Test
  void shouldSayWhatIsWrongWithAPropertyAndNotShowIt() {
    assertThatThrownBy(
            () -> bind("kafka: {properties: {security.protocol: " + MARKER + "}}", Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka: properties.security.protocol holds what Kafka does not take")
        .hasMessageContaining("SASL_SSL")
        .hasMessageNotContaining(MARKER)
        .hasNoCause();
    assertThatThrownBy(() -> bind("", Map.of("FRAMEWISE_KAFKA_PROPERTIES", "a=\\u" + MARKER)))
        .hasMessageContaining("FRAMEWISE_KAFKA_PROPERTIES is not written as a Java properties file")
        .hasMessageNotContaining(MARKER);
    assertThatThrownBy(() -> bind("kafka: {properties: {sasl: {jaas: " + MARKER + "}}}", Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka.properties.sasl")
        .hasMessageNotContaining(MARKER);
  }

  @Test
  void shouldNameAPropertiesFileThatIsNotThere() {
    assertThatThrownBy(
            () -> bind("", Map.of("FRAMEWISE_KAFKA_PROPERTIES_FILE", directory + "/none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("properties-file " + directory + "/none");
  }

  @Test
  void shouldKeepTheTextOfAClientsConfigurationFreeOfValues() {
    Map<String, Object> config =
        bind("kafka: {properties: {linger.ms: '7'}}", Map.of()).clientConfig();

    config.put("linger.ms", 0);

    assertThat(config).containsEntry("linger.ms", 0);
    assertThat(config.toString()).contains("linger.ms").doesNotContain("=");
  }

  private static KafkaSettings bind(String yaml, Map<String, String> environment) {
    return SettingsSource.parse("test", yaml, environment, Map.of())
        .bind(Section.KAFKA, KafkaSettings.class);
  }
}
