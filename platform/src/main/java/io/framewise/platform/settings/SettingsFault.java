package io.framewise.platform.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what is wrong with settings in our own words. A parser's message is never passed on: it
 * quotes what was given, which may be a password.
 */
final class SettingsFault {

  private SettingsFault() {}

  /** Where in the file the fault is, such as {@code " at line 3, column 7"}; empty if unknown. */
  static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** The path below the section, and what was expected there. */
  static String describe(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    e.getPath().stream()
        .filter(step -> step.getFieldName() != null)
        .forEach(step -> path.append('.').append(step.getFieldName()));
    Throwable cause = e.getCause();
    if (cause != null && cause.getClass() == IllegalArgumentException.class) {
      return path + ": " + cause.getMessage(); // Ours, from a record's check of its bounds.
    }
    if (e instanceof InvalidFormatException format && isPlain(format.getTargetType())) {
      return path + ": '" + format.getValue() + "' is not " + expected(format.getTargetType());
    }
    return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? path + " must hold " + expected(mismatch.getTargetType())
        : path + " holds what cannot be used";
  }

  private static boolean isPlain(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == Boolean.class
        || Number.class.isAssignableFrom(type);
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Stream.of(type.getEnumConstants())
              .map(value -> value.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "keys, not a value";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == String.class) {
      return "one text, not keys or a list";
    }
    return type == Duration.class
        ? "a duration"
        : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
