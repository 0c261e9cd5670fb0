package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a value can be one of two schemas at once, which {@code oneOf} forbids. Only what is
 * certain counts as apart: other types, other values, or a required property that is.
 */
final class Overlap {

  private static final int DEEPEST = 8;

  private Overlap() {}

  /** Refuses branches that are not certain to be apart. */
  static void check(SchemaNode node, List<SchemaNode> branches) {
    for (int i = 0; i < branches.size(); i++) {
      for (int k = i + 1; k < branches.size(); k++) {
        if (!apart(branches.get(i), branches.get(k), DEEPEST)) {
          throw node.refused(
              "oneOf",
              "a value may be of its branches " + i + " and " + k + " at once",
              "write anyOf, or give each branch a required property with another const");
        }
      }
    }
  }

  private static boolean apart(SchemaNode one, SchemaNode other, int left) {
    if (left == 0) {
      return false;
    }
    if (one.has("$ref")) {
      return apart(one.target(), other, left - 1);
    }
    for (String several : List.of("anyOf", "oneOf")) {
      if (one.has(several)) {
        return one.children(several).stream().allMatch(part -> apart(part, other, left - 1));
      }
    }
    if (other.has("$ref") || other.has("anyOf") || other.has("oneOf")) {
      return apart(other, one, left - 1);
    }
    return typesApart(one, other) || valuesApart(one, other) || propertiesApart(one, other, left);
  }

  private static boolean typesApart(SchemaNode one, SchemaNode other) {
    List<String> mine = types(one);
    List<String> others = types(other);
    return !mine.isEmpty()
        && !others.isEmpty()
        && mine.stream().noneMatch(type -> others.stream().anyMatch(o -> same(type, o)));
  }

  /** Whole numbers are numbers. */
  private static boolean same(String one, String other) {
    return one.replace("integer", "number").equals(other.replace("integer", "number"));
  }

  private static List<String> types(SchemaNode node) {
    List<String> types = new ArrayList<>(SchemaTypes.named(node));
    if (types.isEmpty() && isValues(node)) {
      for (JsonNode value : ScalarReader.listed(node)) {
        for (String type : List.of("object", "array", "string", "boolean", "null", "number")) {
          if (SchemaTypes.is(value, type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isValues(SchemaNode node) {
    return node.has("enum") || node.has("const");
  }

  private static boolean valuesApart(SchemaNode one, SchemaNode other) {
    if (!isValues(one) || !isValues(other)) {
      return false;
    }
    List<JsonNode> others = ScalarReader.listed(other);
    return ScalarReader.listed(one).stream()
        .allMatch(mine -> others.stream().noneMatch(theirs -> equal(mine, theirs)));
  }

  /** Values that hold others count as equal: what is not certain is not apart. */
  private static boolean equal(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return (one.isContainerNode() && other.isContainerNode()) || one.equals(other);
  }

  private static boolean propertiesApart(SchemaNode one, SchemaNode other, int left) {
    if (!types(one).equals(List.of("object")) || !types(other).equals(List.of("object"))) {
      return false;
    }
    for (JsonNode name : one.get("required")) {
      for (JsonNode same : other.get("required")) {
        SchemaNode mine = one.child("properties", name.asText());
        SchemaNode theirs = other.child("properties", name.asText());
        if (name.equals(same)
            && mine.json().isObject()
            && theirs.json().isObject()
            && apart(mine, theirs, left - 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
