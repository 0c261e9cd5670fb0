package io.framewise.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.model.generate.EngineSettings;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

  @Test
  void shouldHaveDefaultsForAllButThePath() {
    ModelSettings settings = bind(Map.of("model.path", "/models/internvl"));

    assertThat(settings.path()).isEqualTo("/models/internvl");
    assertThat(settings.worker()).isEqualTo("worker-" + ProcessHandle.current().pid());
    assertThat(settings.group()).isEqualTo("framewise-workers");
    assertThat(settings.batchSize()).isEqualTo(4);
    assertThat(settings.batchWait()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.engine()).isEqualTo(EngineSettings.defaults());
  }

  @Test
  void shouldNameThePathWhenItIsMissing() {
    assertThatThrownBy(() -> bind(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("path must be given");
  }

  @Test
  void shouldRefuseToRenewTooSeldomForTheLock() {
    Map<String, String> given = new HashMap<>();
    given.put("model.path", "m");
    given.put("model.lock", "20s");
    given.put("model.renew-every", "10001ms");

    assertThatThrownBy(() -> bind(given)).hasMessageContaining("renew-every");

    given.put("model.renew-every", "10s");
    assertThat(bind(given).renewEvery()).isEqualTo(Duration.ofSeconds(10));
  }

  private static ModelSettings bind(Map<String, String> flags) {
    return SettingsSource.read(null, Map.of(), flags).bind(Section.MODEL, ModelSettings.class);
  }
}
