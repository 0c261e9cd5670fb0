package io.framewise.streams.questions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** What differs between two records of one kind, a line each, for people. */
final class RecordChanges {

  private static final String ID = "id";

  private RecordChanges() {}

  /** Lines such as {@code window.frames: 4 -> 8}; empty when nothing differs. */
  static List<String> of(IndexedRecord before, IndexedRecord after) {
    Map<String, String> old = new LinkedHashMap<>();
    Map<String, String> now = new LinkedHashMap<>();
    flatten("", before, old);
    flatten("", after, now);
    List<String> changes = new ArrayList<>();
    old.forEach(
        (path, value) -> {
          String other = now.remove(path);
          if (other == null) {
            changes.add(path + ": " + value + " -> (none)");
          } else if (!other.equals(value)) {
            changes.add(path + ": " + value + " -> " + other);
          }
        });
    now.forEach((path, value) -> changes.add(path + ": (none) -> " + value));
    return changes;
  }

  private static void flatten(String path, Object value, Map<String, String> flat) {
    if (value instanceof IndexedRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        flatten(below(path, field.name()), record.get(field.pos()), flat);
      }
    } else if (value instanceof List<?> list
        && !list.isEmpty()
        && list.get(0) instanceof IndexedRecord) {
      // Records of a list are told apart by their ids; their order counts too.
      flat.put(path, list.stream().map(item -> id((IndexedRecord) item)).toList().toString());
      list.forEach(item -> flatten(below(path, id((IndexedRecord) item)), item, flat));
    } else if (value != null) {
      flat.put(path, value.toString());
    }
  }

  private static String id(IndexedRecord record) {
    return String.valueOf(record.get(record.getSchema().getField(ID).pos()));
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
