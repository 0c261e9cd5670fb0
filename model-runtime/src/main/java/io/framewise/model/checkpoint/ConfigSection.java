package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.platform.lifecycle.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A part of config.json, with errors that name the file and the key. */
record ConfigSection(Path file, String path, JsonNode node) {

  ConfigSection section(String key) {
    JsonNode child = node.path(key);
    if (!child.isObject()) {
      throw unusable(key + " is missing");
    }
    return new ConfigSection(file, path + key + ".", child);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  int number(String key) {
    JsonNode value = first(key);
    if (!value.canConvertToInt() || value.asInt() <= 0) {
      throw unusable(key + (value.isMissingNode() ? " is missing" : " is " + value));
    }
    return value.asInt();
  }

  int number(String key, int absent) {
    return has(key) ? number(key) : absent;
  }

  /** A number of either sign. */
  int integer(String key, int absent) {
    if (has(key) && !first(key).canConvertToInt()) {
      throw unusable(key + " is " + first(key));
    }
    return has(key) ? first(key).asInt() : absent;
  }

  double real(String key, double absent) {
    return has(key) && first(key).isNumber() ? first(key).asDouble() : absent;
  }

  String text(String key, String absent) {
    return has(key) ? node.get(key).asText() : absent;
  }

  boolean flag(String key) {
    return node.path(key).asBoolean(false);
  }

  /** Fails unless the value is absent or one of those that the program computes. */
  void only(String key, Set<String> supported) {
    if (has(key) && !supported.contains(first(key).asText())) {
      throw unusable(
          key + " is " + first(key).asText() + ", supported is " + new TreeSet<>(supported));
    }
  }

  UserError unusable(String why) {
    return new UserError(
        file + ": " + path + why, "give an InternVL3 or InternVL2.5 checkpoint directory");
  }

  /** The value; of a list of equal ones, such as the sides of a picture, one of them. */
  private JsonNode first(String key) {
    JsonNode value = node.path(key);
    for (JsonNode other : value.isArray() ? value : List.<JsonNode>of()) {
      if (!other.equals(value.path(0))) {
        throw unusable(key + " is " + value + ", only equal numbers are supported");
      }
    }
    return value.isArray() ? value.path(0) : value;
  }
}
