package io.framewise.platform.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A settings record as keys and values that a settings file could hold. */
public final class GivenSettings {

  private GivenSettings() {}

  /**
   * The keys of {@code settings} that differ from their defaults. Groups below keys are not taken:
   * the record must be one of plain values, lists and maps.
   */
  public static Map<String, Object> of(Record settings) {
    Map<String, Object> given = new LinkedHashMap<>();
    List<SettingsSchema.Key> keys = SettingsSchema.keys(settings.getClass());
    RecordComponent[] components = settings.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object value = written(read(components[i], settings));
      boolean usual = value.toString().equalsIgnoreCase(usual(keys.get(i)));
      boolean empty = value instanceof Map<?, ?> map && map.isEmpty();
      if (!usual && !empty) {
        given.put(keys.get(i).name(), value);
      }
    }
    return given;
  }

  private static String usual(SettingsSchema.Key key) {
    String text = key.setting().value();
    return key.type() == Duration.class && !text.isEmpty()
        ? written(Durations.parse(text)).toString()
        : text;
  }

  private static Object written(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Duration duration) {
      return duration.toMillis() + "ms";
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return number.longValue();
    }
    boolean plain = value instanceof Number || value instanceof Boolean || value instanceof Map;
    return plain ? value : value.toString();
  }

  private static Object read(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component.getName() + " cannot be read", e);
    }
  }
}
