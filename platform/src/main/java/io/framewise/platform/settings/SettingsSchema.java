package io.framewise.platform.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.framewise.contract.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a settings record allows: its keys with types, defaults and doc lines, read from its {@link
 * Setting} components.
 */
public final class SettingsSchema {

  /**
   * One key of a record.
   *
   * @param name key in the settings file, words joined by dashes
   * @param type type of the component
   * @param group record behind the key when it is a group, or behind each entry when it is a map of
   *     groups; else null
   * @param map whether the key holds a map from free names
   * @param secret whether the value, or each value of the map, must be shown nowhere
   * @param setting its default and doc line
   */
  public record Key(
      String name,
      Class<?> type,
      Class<? extends Record> group,
      boolean map,
      boolean secret,
      Setting setting) {

    /** Whether the key needs no value in any file. */
    public boolean hasDefault() {
      return !setting.value().isEmpty();
    }
  }

  private SettingsSchema() {}

  /** The keys of a settings record, in order. */
  public static List<Key> keys(Class<? extends Record> type) {
    List<Key> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(key(type, component));
    }
    return keys;
  }

  private static Key key(Class<?> owner, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          owner.getSimpleName() + "." + component.getName() + " lacks @Setting");
    }
    boolean map = Map.class.isAssignableFrom(component.getType());
    Type value =
        map
            ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1]
            : component.getType();
    return new Key(
        kebab(component.getName()),
        component.getType(),
        recordOrNull(value),
        map,
        value == Secret.class,
        setting);
  }

  private static Class<? extends Record> recordOrNull(Type type) {
    return type instanceof Class<?> raw && raw.isRecord() ? raw.asSubclass(Record.class) : null;
  }

  private static String kebab(String camel) {
    return PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(camel);
  }

  /**
   * Name of the environment variable that sets a key: {@code kafka.bootstrap-servers} is {@code
   * FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS}.
   */
  public static String environmentName(String path) {
    return SettingsSource.ENVIRONMENT_PREFIX
        + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Paths of all keys that hold a single value, below {@code prefix}; keys inside maps are left
   * out.
   */
  static Stream<String> leafPaths(String prefix, Class<? extends Record> type) {
    return keys(type).stream()
        .flatMap(
            key -> {
              String path = prefix + "." + key.name();
              if (key.map()) {
                return Stream.empty();
              }
              return key.group() == null ? Stream.of(path) : leafPaths(path, key.group());
            });
  }

  /** Paths of the keys that hold a map from free names to plain values, below {@code prefix}. */
  static Stream<String> plainMapPaths(String prefix, Class<? extends Record> type) {
    return keys(type).stream()
        .filter(key -> key.map() == (key.group() == null))
        .flatMap(
            key -> {
              String path = prefix + "." + key.name();
              return key.map() ? Stream.of(path) : plainMapPaths(path, key.group());
            });
  }
}
