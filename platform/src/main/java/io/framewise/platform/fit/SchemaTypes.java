package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The types of JSON, by the names that schemas give them. */
final class SchemaTypes {

  private static final Set<String> ALL =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  private SchemaTypes() {}

  /** The types that a schema names; none where it names none. */
  static List<String> named(SchemaNode node) {
    JsonNode type = node.get("type");
    List<String> types = new ArrayList<>();
    for (JsonNode name : type.isArray() ? type : List.of(type)) {
      if (name.isMissingNode()) {
        return types;
      }
      if (!ALL.contains(name.asText())) {
        throw node.refused("type", "there is no type " + name, "give one of JSON's types");
      }
      types.add(name.asText());
    }
    return types;
  }

  /** Whether a value is of a type. */
  static boolean is(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      default -> value.isNumber();
    };
  }
}
