package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people may write, and what they must never read back. */
class SettingsGivenTest {

  private static final String SECRET = "hunter2";

  record Door(@Setting(value = "1s", doc = "pause") Duration pause) {}

  record Choices(
      @Setting(value = "a", doc = "choices") List<String> choices,
      @Setting(value = "false", doc = "open") boolean open,
      @Setting(doc = "door") Door door,
      @Setting(doc = "doors") Map<String, Door> doors) {}

  @Test
  void shouldNotQuoteASecretWhenAMapIsGivenAsAText() {
    String config = "org.example.Login required password=" + SECRET;

    assertHidesTheSecret("", Map.of("kafka.properties", config));
    assertHidesTheSecret("kafka: {properties: '" + config + "'}", Map.of());
    assertHidesTheSecret("kafka: {properties: {sasl.jaas.config: [" + SECRET + "]}}", Map.of());
    assertThatThrownBy(() -> kafka("", Map.of("kafka.properties", config)))
        .hasMessageContaining("kafka.properties must hold keys, not a value");
  }

  @Test
  void shouldGiveThePlaceAndNoTextWhenTheFileIsNoYaml() {
    String yaml = "kafka:\n  properties:\n    sasl.jaas.config: \"password=" + SECRET + "\n";

    assertHidesTheSecret(yaml, Map.of());
    assertHidesTheSecret("kafka:\n  properties: password: " + SECRET, Map.of());
    assertThatThrownBy(() -> kafka(yaml, Map.of()))
        .hasMessageContaining("is not valid YAML at line");
  }

  private static void assertHidesTheSecret(String yaml, Map<String, String> flags) {
    assertThatThrownBy(() -> kafka(yaml, flags))
        .isInstanceOf(UserError.class)
        .hasNoCause()
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void shouldTakeAKeyWithoutAValueAsNotGiven() {
    assertThat(kafka("kafka: {startup-limit: , properties: }", Map.of()).startupLimit())
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(kafka("kafka: {properties: {client.id: }}", Map.of()).properties()).isEmpty();
    assertThat(kafka("kafka:", Map.of("kafka.partitions", "2")).partitions()).isEqualTo(2);

    Choices choices = choices("model: {door: , doors: {front: }, open: , choices: }", Map.of());
    assertThat(choices.door()).isEqualTo(new Door(Duration.ofSeconds(1)));
    assertThat(choices.doors()).containsOnlyKeys("front");
    assertThat(choices("model: {doors: }", Map.of("model.doors.back.pause", "2s")).doors())
        .containsEntry("back", new Door(Duration.ofSeconds(2)));
  }

  @Test
  void shouldKeepWordsThatLookLikeTruthAsTheyAreWritten() {
    Choices choices = choices("model: {choices: [yes, no, off], open: true}", Map.of());

    assertThat(choices.choices()).containsExactly("yes", "no", "off");
    assertThat(choices.open()).isTrue();
    assertThat(choices("model: {open: false}", Map.of()).open()).isFalse();
  }

  @Test
  void shouldRefuseFlagsThatStopAtOrGoBelowTheirKey() {
    assertThatThrownBy(() -> kafka("", Map.of("kafka.partitions.x", "1")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka.partitions.x is below a key that holds a value");
    assertThatThrownBy(() -> choices("model: {doors: 5}", Map.of("model.doors.x.pause", "1s")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.doors.x.pause is below a key that holds a value");
    assertThatThrownBy(() -> kafka("", Map.of("kafka", "x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kafka must hold keys, not a value");
  }

  @Test
  void shouldTakeTheRestOfThePathAsOneNameBelowAMapOfPlainValues() {
    assertThat(
            kafka(
                    "kafka: {properties: {client.id: a}}",
                    Map.of("kafka.properties.security.protocol", "SSL"))
                .properties())
        .isEqualTo(Map.of("client.id", Secret.of("a"), "security.protocol", Secret.of("SSL")));
  }

  private static KafkaSettings kafka(String yaml, Map<String, String> flags) {
    return SettingsSource.parse("test.yaml", yaml, Map.of(), flags)
        .bind(Section.KAFKA, KafkaSettings.class);
  }

  private static Choices choices(String yaml, Map<String, String> flags) {
    return SettingsSource.parse("test.yaml", yaml, Map.of(), flags)
        .bind(Section.MODEL, Choices.class);
  }
}
