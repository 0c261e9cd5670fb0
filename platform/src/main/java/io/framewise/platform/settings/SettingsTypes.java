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
import java.util.function.Function;

/**
 * How the types of settings are written: durations as {@code 500ms}, {@code 5s}, {@code 2m} or
 * {@code 1h}; lists as YAML or comma separated.
 */
final class SettingsTypes extends SimpleModule {

  private static final long serialVersionUID = 1L;

  SettingsTypes() {
    addDeserializer(
        Duration.class,
        new TextReader<>(Duration.class, "a duration such as 5s", Durations::parse));
    addDeserializer(List.class, new StringListReader());
    addDeserializer(Secret.class, new TextReader<>(Secret.class, "one text", Secret::of));
  }

  /** A type that is written as one text. */
  private static final class TextReader<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient Function<String, T> parse;

    TextReader(Class<T> type, String what, Function<String, T> parse) {
      super(type);
      this.what = what;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.getValueAsString();
      if (text == null) {
        throw new IllegalArgumentException("must be " + what + ", not keys or a list");
      }
      return parse.apply(text);
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
