package io.framewise.model.worker;

import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Starts workers of one share group on the topics of one {@link Wire}. */
final class Workers {

  private final Wire wire;
  private final Map<String, String> settings = new LinkedHashMap<>();

  Workers(Wire wire) {
    this.wire = wire;
    set("path", "none");
    set("worker", "test-worker");
    set("group", "test-" + UUID.randomUUID());
    set("lock", "15s");
    set("renew-every", "5s");
  }

  Workers set(String key, String value) {
    settings.put("model." + key, value);
    return this;
  }

  ModelSettings settings() {
    return SettingsSource.read(null, Map.of(), settings).bind(Section.MODEL, ModelSettings.class);
  }

  Worker start(ScriptedEngine engine) {
    return start(model -> engine);
  }

  Worker start(EngineFactory engines) {
    return Worker.start(wire.kafka(), wire.registry(), settings(), engines);
  }
}
