package io.framewise.connectors.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.platform.settings.GivenSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A source's settings as they stand in a definition, and back. */
public final class Definitions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Definitions() {}

  /** The definition of a source. */
  public static SourceDefinition of(
      String sourceId,
      String group,
      SourceSettings settings,
      DefinitionOrigin origin,
      Instant now) {
    Map<String, Object> given = new LinkedHashMap<>(GivenSettings.of(settings));
    // The usual domain hangs on the kind, so that it has no one default.
    given.remove("domain", settings.kind().usualDomain().name().toLowerCase(Locale.ROOT));
    return SourceDefinition.newBuilder()
        .setSourceId(sourceId)
        .setGroup(group)
        .setSettings(text(given))
        .setOrigin(origin)
        .setUpdatedAt(now)
        .build();
  }

  /**
   * The settings that a definition holds, checked as those of a settings file are.
   *
   * @throws UserError when they cannot be used
   */
  public static SourceSettings settings(SourceDefinition definition) {
    return settings(definition.getSourceId(), definition.getSettings());
  }

  /**
   * Checks the settings of a source.
   *
   * @param given keys and values as in a settings file
   * @throws UserError when they cannot be used
   */
  public static SourceSettings settings(String sourceId, Map<String, Object> given) {
    return settings(sourceId, text(given));
  }

  private static SourceSettings settings(String sourceId, String json) {
    // JSON is YAML too.
    String file = "{\"connectors\": {\"sources\": {" + text(sourceId) + ": " + json + "}}}";
    return SettingsSource.parse("definition of " + sourceId, file, Map.of(), Map.of())
        .bind(Section.CONNECTORS, ConnectorsSettings.class)
        .sources()
        .get(sourceId);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers and maps can be written", e);
    }
  }
}
