package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {

  /** By default a producer gives a record up after two minutes. */
  @Test
  void shouldKeepAnAnswerForKafkaHoweverLongThatIsAway() {
    KafkaSettings kafka =
        SettingsSource.parse("test", "", Map.of(), Map.of())
            .bind(Section.KAFKA, KafkaSettings.class);

    assertThat(Outbox.config(kafka)).containsEntry("delivery.timeout.ms", Integer.MAX_VALUE);
  }
}
