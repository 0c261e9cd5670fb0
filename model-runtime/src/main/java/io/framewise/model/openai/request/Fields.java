package io.framewise.model.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of one JSON object of a request. A field that is null is not there.
 *
 * @param json the object
 * @param path what it is called in errors, with a dot at its end; empty for the request itself
 */
record Fields(JsonNode json, String path) {

  private static final int MOST_SHOWN = 40;

  /** The object at a path, which must be one. */
  static Fields of(JsonNode json, String path) {
    if (!json.isObject()) {
      throw bad(path, "it is " + kind(json) + ", not an object");
    }
    return new Fields(json, path.isEmpty() ? "" : path + ".");
  }

  static ApiException bad(String param, String message) {
    String whole = (param.isEmpty() ? "the body" : param) + ": " + message;
    return ApiError.field(param, "invalid_value", whole).thrown();
  }

  ApiException refused(String name, String message) {
    return bad(path + name, message);
  }

  Optional<JsonNode> get(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  String at(String name) {
    return path + name;
  }

  Optional<Fields> object(String name) {
    return get(name).map(value -> of(value, at(name)));
  }

  Optional<String> text(String name) {
    return get(name).map(value -> text(value, at(name)));
  }

  static String text(JsonNode value, String path) {
    if (!value.isTextual()) {
      throw bad(path, "it is " + kind(value) + ", not a string");
    }
    return value.textValue();
  }

  String required(String name) {
    return text(name).orElseThrow(() -> refused(name, "it is missing"));
  }

  Optional<List<JsonNode>> list(String name, int most) {
    return get(name).map(value -> list(value, at(name), most));
  }

  static List<JsonNode> list(JsonNode value, String path, int most) {
    if (!value.isArray()) {
      throw bad(path, "it is " + kind(value) + ", not a list");
    }
    if (value.size() > most) {
      throw bad(path, "it has " + value.size() + " entries, at most " + most + " are taken");
    }
    List<JsonNode> entries = new ArrayList<>();
    value.forEach(entries::add);
    return entries;
  }

  boolean flag(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw refused(name, "it is " + kind(value.get()) + ", not true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  OptionalInt whole(String name, int least, int most) {
    Optional<JsonNode> value = get(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode number = value.get();
    boolean fits = number.isNumber() && isWhole(number) && number.canConvertToInt();
    if (!fits || number.intValue() < least || number.intValue() > most) {
      throw refused(
          name, "it is " + shown(number) + ", not a whole number from " + least + " to " + most);
    }
    return OptionalInt.of(number.intValue());
  }

  Optional<Long> whole(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !(isWhole(value.get()) && value.get().canConvertToLong())) {
      throw refused(name, "it is " + shown(value.get()) + ", not a whole number of 64 bits");
    }
    return value.map(JsonNode::longValue);
  }

  private static boolean isWhole(JsonNode number) {
    if (number.isIntegralNumber()) {
      return true;
    }
    if (!number.isNumber()) {
      return false;
    }
    BigDecimal decimal = number.decimalValue();
    // Some clients write each number with a point; no power of ten is worked out here.
    return Math.abs((long) decimal.scale()) <= MOST_SHOWN
        && decimal.stripTrailingZeros().scale() <= 0;
  }

  double number(String name, double least, double most, double otherwise) {
    Optional<JsonNode> value = get(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw refused(
          name, "it is " + shown(value.get()) + ", not a number from " + least + " to " + most);
    }
    return number;
  }

  /** A value for an error: whole where it is short. */
  static String shown(JsonNode value) {
    String text = value.isValueNode() ? value.toString() : "";
    return text.isEmpty() || text.length() > MOST_SHOWN ? kind(value) : text;
  }

  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case MISSING, BINARY, POJO -> "missing";
    };
  }
}
