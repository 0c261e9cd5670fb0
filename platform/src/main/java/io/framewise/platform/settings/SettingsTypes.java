package io.framewise.platform.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.framewise.contract.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the types of settings are written: durations as {@code 500ms}, {@code 5s}, {@code 2m} or
 * {@code 1h}; lists as YAML or comma separated.
 */
final class SettingsTypes extends SimpleModule {

  private static final long serialVersionUID = 1L;

  SettingsTypes() {
    addDeserializer(Duration.class, new DurationReader());
    addDeserializer(List.class, new StringListReader());
    addDeserializer(Secret.class, new SecretReader());
  }

  private static final class SecretReader extends StdDeserializer<Secret> {

    private static final long serialVersionUID = 1L;

    SecretReader() {
      super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString();
      if (text == null) {
        throw new IllegalArgumentException("must be one text, not keys or a list");
      }
      return Secret.of(text);
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString();
      if (text == null) {
        throw new IllegalArgumentException("must be a duration such as 5s, not keys or a list");
      }
      return Durations.parse(text);
    }
  }

  private static final class StringListReader extends StdDeserializer<List<String>> {

    private static final long serialVersionUID = 1L;

    StringListReader() {
      super(List.class);
    }

    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = parser.readValueAsTree();
      List<String> values = new ArrayList<>();
      if (node.isArray()) {
        node.forEach(value -> values.add(value.asText()));
      } else {
        for (String value : node.asText().split(",", -1)) {
          if (!value.isBlank()) {
            values.add(value.strip());
          }
        }
      }
      return List.copyOf(values);
    }
  }
}
