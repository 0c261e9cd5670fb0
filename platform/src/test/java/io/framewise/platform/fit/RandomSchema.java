package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Schemas of everything that is supported, put together by chance. */
public final class RandomSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> NAMES =
      List.of("colour", "count", "a b", "größe", "quote\"d", "path/to", "id", "note");
  private static final List<String> PATTERNS =
      List.of(
          "^[A-Z]{2}-\\d{3}$",
          "^(left|right) turn$",
          "ab+c",
          "^[^\"\\\\]{1,4}$",
          "^\\w+(\\.\\w+)?@example$",
          "^é?[ü-ÿ]\\S?$");

  private final Random random;

  private RandomSchema(long seed) {
    random = new Random(seed);
  }

  /** A schema; the same seed gives the same. */
  public static String of(long seed) {
    return new RandomSchema(seed).root().toString();
  }

  private ObjectNode root() {
    ObjectNode root = random.nextInt(4) == 0 ? schema(3) : object(3);
    ObjectNode defs = root.putObject("$defs");
    defs.set("part", scalar());
    ObjectNode tree = defs.putObject("tree");
    tree.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = tree.putObject("properties");
    properties.set("name", scalar());
    properties
        .putObject("children")
        .put("type", "array")
        .put("maxItems", 2)
        .putObject("items")
        .put("$ref", "#/$defs/tree");
    tree.putArray("required").add("name");
    return root;
  }

  private ObjectNode schema(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 4 -> object(depth - 1);
      case 5 -> array(depth - 1);
      case 6 -> either(depth - 1);
      case 7 -> reference();
      default -> scalar();
    };
  }

  private ObjectNode reference() {
    return JSON.objectNode().put("$ref", random.nextBoolean() ? "#/$defs/part" : "#/$defs/tree");
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JSON.objectNode().put("type", "object");
    object.put("additionalProperties", false);
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = NAMES.get((i * 3 + random.nextInt(3)) % NAMES.size());
      if (!properties.has(name) && random.nextInt(3) > 0) {
        required.add(name);
      }
      properties.set(name, schema(depth));
    }
    return object;
  }

  private ObjectNode array(int depth) {
    ObjectNode array = JSON.objectNode().put("type", "array");
    array.set("items", schema(depth));
    int least = random.nextInt(3);
    if (random.nextBoolean()) {
      array.put("minItems", least);
    }
    return random.nextBoolean() ? array.put("maxItems", least + random.nextInt(3)) : array;
  }

  private ObjectNode either(int depth) {
    ObjectNode either = JSON.objectNode();
    if (random.nextBoolean()) {
      either.putArray("anyOf").add(schema(depth)).add(schema(depth));
      return either;
    }
    ArrayNode branches = either.putArray("oneOf");
    for (String kind : List.of("car", "person")) {
      ObjectNode branch = branches.addObject().put("type", "object");
      ObjectNode properties = branch.putObject("properties");
      properties.putObject("kind").put("const", kind);
      properties.set("detail", schema(depth));
      branch.put("additionalProperties", false).putArray("required").add("kind");
    }
    return either;
  }

  private ObjectNode scalar() {
    ObjectNode scalar = JSON.objectNode();
    switch (random.nextInt(8)) {
      case 0 -> scalar.put("type", "boolean");
      case 1 -> scalar.putArray("type").add("integer").add("null");
      case 2 -> scalar.putArray("enum").add("red").add(7).add(true).addNull().add(1.5);
      case 3 -> scalar.put("type", "string").put("pattern", one(PATTERNS));
      case 4 ->
          numbers(
              scalar.put("type", "integer"), random.nextInt(2000) - 1000, 1 + random.nextInt(300));
      case 5 ->
          numbers(
              scalar.put("type", "number"),
              random.nextInt(2000) / 64.0 - 15,
              0.01 + random.nextInt(300) / 7.0);
      default -> {
        int least = random.nextInt(4);
        scalar.put("type", "string").put("minLength", least);
        if (random.nextBoolean()) {
          scalar.put("maxLength", least + random.nextInt(20));
        }
      }
    }
    return scalar;
  }

  private void numbers(ObjectNode schema, double low, double width) {
    boolean whole = schema.get("type").asText().equals("integer");
    String from = random.nextInt(4) == 0 ? "exclusiveMinimum" : "minimum";
    String to = random.nextInt(4) == 0 ? "exclusiveMaximum" : "maximum";
    if (random.nextInt(3) > 0) {
      put(schema, from, low, whole);
    }
    if (random.nextInt(3) > 0) {
      put(schema, to, low + width + 1, whole);
    }
  }

  private static void put(ObjectNode schema, String keyword, double value, boolean whole) {
    if (whole) {
      schema.put(keyword, (long) value);
    } else {
      schema.put(keyword, value);
    }
  }

  private String one(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
