package io.framewise.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What a person wants watched.
 *
 * @param settings a settings file's sections, as nested maps
 * @param environment variables that the connectors see, with the passwords in them
 */
record Watched(Map<String, Object> settings, Map<String, String> environment) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The settings as the text of a file: JSON is YAML too. */
  String text() {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts can be written", e);
    }
  }

  /** Does not show the passwords. */
  @Override
  public String toString() {
    return "Watched" + settings;
  }
}
