package io.framewise.platform.fit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A schema within a schema.
 *
 * @param root the whole
 * @param json the part
 * @param pointer where the part lies
 */
record SchemaNode(JsonNode root, JsonNode json, String pointer) {

  /** What says nothing about an answer. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions");

  boolean has(String keyword) {
    return json.has(keyword);
  }

  JsonNode get(String keyword) {
    return json.path(keyword);
  }

  /** Where a keyword lies. */
  String at(String... names) {
    StringBuilder place = new StringBuilder(pointer);
    for (String name : names) {
      place.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return place.toString();
  }

  SchemaNode child(String... names) {
    JsonNode found = json;
    for (String name : names) {
      found = found.isArray() ? found.path(Integer.parseInt(name)) : found.path(name);
    }
    return new SchemaNode(root, found, at(names));
  }

  /** The schemas of a list. */
  List<SchemaNode> children(String keyword) {
    if (!get(keyword).isArray() || get(keyword).isEmpty()) {
      throw refused(keyword, "it is no list of schemas", "give at least one schema");
    }
    List<SchemaNode> children = new ArrayList<>();
    for (int i = 0; i < get(keyword).size(); i++) {
      children.add(child(keyword, Integer.toString(i)));
    }
    return children;
  }

  /** What a {@code $ref} leads to. */
  SchemaNode target() {
    String reference = get("$ref").asText();
    if (!reference.startsWith("#") || (reference.length() > 1 && reference.charAt(1) != '/')) {
      throw refused("$ref", "it leads out of this schema", "write it as #/$defs/NAME");
    }
    JsonNode found = root.at(JsonPointer.compile(reference.substring(1)));
    if (found.isMissingNode()) {
      throw refused("$ref", "there is nothing at " + reference, "write it under $defs");
    }
    return new SchemaNode(root, found, reference.substring(1));
  }

  /** Refuses every keyword that is not among some. */
  void allow(Set<String> keywords) {
    for (String keyword : names()) {
      if (!keywords.contains(keyword) && !ANNOTATIONS.contains(keyword)) {
        throw refused(
            keyword,
            keyword + " is not supported here",
            "leave it out; taken here: " + String.join(", ", new TreeSet<>(keywords)));
      }
    }
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A count, or what counts where there is none. */
  int count(String keyword, int otherwise, int most) {
    if (!has(keyword)) {
      return otherwise;
    }
    JsonNode value = get(keyword);
    if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
      throw refused(keyword, "it is " + value + ", no whole number from 0 on", "give one");
    }
    if (!value.canConvertToInt() || value.asInt() > most) {
      throw refused(keyword, "it is " + value, "give at most " + most);
    }
    return value.asInt();
  }

  SchemaRefusedException refused(String keyword, String problem, String wayOut) {
    return new SchemaRefusedException(keyword.isEmpty() ? pointer : at(keyword), problem, wayOut);
  }
}
