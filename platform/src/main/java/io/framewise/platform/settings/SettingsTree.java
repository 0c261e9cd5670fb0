package io.framewise.platform.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What was given for one section, held against the record that it is for. Not thread-safe. */
final class SettingsTree {

  /** Name of the entry that speaks for all others of its map. */
  static final String ALL = "*";

  private SettingsTree() {}

  /** Forgets the keys that were written without a value: they are not given. */
  static void dropNulls(Class<? extends Record> type, ObjectNode tree) {
    for (SettingsSchema.Key key : SettingsSchema.keys(type)) {
      JsonNode value = tree.path(key.name());
      if (value.isNull()) {
        tree.remove(key.name());
      } else if (value instanceof ObjectNode below && key.map()) {
        dropNullEntries(key, below);
      } else if (value instanceof ObjectNode below && key.group() != null) {
        dropNulls(key.group(), below);
      }
    }
  }

  private static void dropNullEntries(SettingsSchema.Key key, ObjectNode map) {
    List<String> names = new ArrayList<>();
    map.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (key.group() == null) {
        if (map.path(name).isNull()) {
          map.remove(name);
        }
      } else if (map.path(name).isNull()) {
        map.putObject(name); // It was named: an entry that takes all defaults.
      } else if (map.path(name) instanceof ObjectNode below) {
        dropNulls(key.group(), below);
      }
    }
  }

  /**
   * Sets one value by its path. Below a map from names to plain values the rest of the path is one
   * name, dots and all.
   *
   * @param path keys below the section, joined by dots
   * @return false when the path goes on below a key that holds a value
   */
  static boolean put(Class<? extends Record> type, ObjectNode tree, String path, String value) {
    List<String> names = new ArrayList<>(Arrays.asList(path.split("\\.", -1)));
    Class<? extends Record> group = type;
    ObjectNode node = tree;
    while (names.size() > 1) {
      String name = names.remove(0);
      SettingsSchema.Key key = find(group, name);
      if (key != null && key.group() == null && !key.map()) {
        return false;
      }
      node = below(node, name);
      if (node != null && key != null && key.map()) {
        if (key.group() == null) {
          names = List.of(String.join(".", names));
        } else if (names.size() > 1) {
          node = below(node, names.remove(0));
        }
      }
      if (node == null) {
        return false;
      }
      group = key == null ? null : key.group();
    }
    node.set(names.get(0), TextNode.valueOf(value));
    return true;
  }

  private static SettingsSchema.Key find(Class<? extends Record> group, String name) {
    return group == null
        ? null
        : SettingsSchema.keys(group).stream()
            .filter(key -> key.name().equals(name))
            .findFirst()
            .orElse(null);
  }

  private static ObjectNode below(ObjectNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      return node.putObject(name);
    }
    return value instanceof ObjectNode keys ? keys : null;
  }

  /**
   * Gives every entry of a map what the entry {@value #ALL} has and the entry itself has not, and
   * takes that one away.
   */
  static void spread(Class<? extends Record> type, ObjectNode tree) {
    for (SettingsSchema.Key key : SettingsSchema.keys(type)) {
      if (key.group() == null || !(tree.get(key.name()) instanceof ObjectNode below)) {
        continue;
      }
      if (!key.map()) {
        spread(key.group(), below);
      } else {
        JsonNode shared = below.remove(ALL);
        for (JsonNode entry : below) {
          addMissing((ObjectNode) entry, shared);
          spread(key.group(), (ObjectNode) entry);
        }
      }
    }
  }

  private static void addMissing(ObjectNode entry, JsonNode shared) {
    if (shared == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> each : shared.properties()) {
      JsonNode own = entry.get(each.getKey());
      if (own == null) {
        entry.set(each.getKey(), each.getValue().deepCopy());
      } else if (own instanceof ObjectNode below) {
        addMissing(below, each.getValue());
      }
    }
  }

  /** Fills in the records' defaults where nothing was given. */
  static void fillDefaults(Class<? extends Record> type, ObjectNode tree) {
    for (SettingsSchema.Key key : SettingsSchema.keys(type)) {
      if (key.group() != null && key.map()) {
        tree.path(key.name())
            .properties()
            .forEach(entry -> fillDefaults(key.group(), (ObjectNode) entry.getValue()));
      } else if (key.group() != null) {
        fillDefaults(key.group(), tree.withObjectProperty(key.name()));
      } else if (key.hasDefault() && !tree.hasNonNull(key.name())) {
        tree.set(key.name(), TextNode.valueOf(key.setting().value()));
      }
    }
  }
}
