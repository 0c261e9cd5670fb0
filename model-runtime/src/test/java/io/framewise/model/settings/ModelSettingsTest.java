package io.framewise.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.engine.EngineSettings;
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
    assertThat(settings.worker())
        .matches("worker-.+-" + ProcessHandle.current().pid() + "-[0-9a-f]{6}");
    assertThat(bind(Map.of("model.path", "/m")).worker())
        .as("one name a process")
        .isEqualTo(settings.worker());
    assertThat(settings.group()).isEqualTo("framewise-workers");
    assertThat(settings.batchSize()).isEqualTo(8);
    assertThat(settings.engine()).isEqualTo(EngineSettings.defaults());
  }

  @Test
  void shouldNameWorkersOfEqualProcessesApart() {
    assertThat(WorkerName.of("4F2A.Local", 1, 0x00ABCDEF)).isEqualTo("worker-4f2a.local-1-abcdef");
    assertThat(WorkerName.of("a b/ü", 1, -1)).isEqualTo("worker-a-b--1-ffffff");
    assertThat(WorkerName.of("h".repeat(300), 1, 0)).hasSizeLessThan(90);
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
