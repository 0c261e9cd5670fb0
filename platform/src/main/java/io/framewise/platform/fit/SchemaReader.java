package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a JSON schema: which texts are JSON of it. What it does not know it refuses. */
final class SchemaReader {

  /** References within references are followed so far. */
  private static final int DEEPEST = 10;

  private static final String NAME_A_TYPE =
      "give one of type, enum, const, anyOf, oneOf and $ref: what an answer must be has to be said";

  private static final Map<String, Set<String>> KEYWORDS =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems"),
          "string", Set.of("minLength", "maxLength", "pattern"),
          "integer", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
          "number", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
          "boolean", Set.of(),
          "null", Set.of());

  /** A reference, and how many may still follow within it. */
  private record Reference(String pointer, int left) {}

  private final Terms terms;
  private final Map<Reference, Term> references = new HashMap<>();
  private final SchemaNode root;
  private final ScalarReader scalars;

  SchemaReader(Terms terms, JsonNode schema) {
    this.terms = terms;
    root = new SchemaNode(schema, schema, "");
    scalars = new ScalarReader(terms);
  }

  Term read() {
    Term whole = read(root, DEEPEST);
    if (whole == Terms.NOTHING) {
      throw root.refused(
          "", "no answer fits it, or none that ends", "ask for something that can be written");
    }
    return whole;
  }

  private Term read(SchemaNode node, int left) {
    if (!node.json().isObject()) {
      throw node.refused("", "it is " + brief(node.json()) + ", no object", NAME_A_TYPE);
    }
    if (node.has("$ref")) {
      node.allow(Set.of("$ref"));
      return reference(node.target(), left);
    }
    if (node.has("anyOf")) {
      node.allow(Set.of("anyOf"));
      return anyOf(node.children("anyOf"), left);
    }
    if (node.has("oneOf")) {
      node.allow(Set.of("oneOf"));
      Overlap.check(node, node.children("oneOf"));
      return anyOf(node.children("oneOf"), left);
    }
    if (node.has("enum") || node.has("const")) {
      node.allow(Set.of(node.has("enum") ? "enum" : "const", "type"));
      return scalars.values(node);
    }
    return typed(node, left);
  }

  private static String brief(JsonNode json) {
    return json.isMissingNode() ? "missing" : json.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private Term reference(SchemaNode target, int left) {
    if (left == 0) {
      return Terms.NOTHING;
    }
    Reference reference = new Reference(target.pointer(), left);
    Term known = references.get(reference);
    if (known == null) {
      known = read(target, left - 1);
      references.put(reference, known);
    }
    return known;
  }

  private Term anyOf(List<SchemaNode> branches, int left) {
    return terms.either(branches.stream().map(branch -> read(branch, left)).toList());
  }

  private Term typed(SchemaNode node, int left) {
    Set<String> allowed = new HashSet<>(Set.of("type"));
    List<String> types = SchemaTypes.named(node);
    if (types.isEmpty()) {
      throw node.refused("", "it does not say what it is", NAME_A_TYPE);
    }
    types.forEach(type -> allowed.addAll(KEYWORDS.get(type)));
    node.allow(allowed);
    List<Term> options = new ArrayList<>();
    for (String type : types) {
      options.add(
          switch (type) {
            case "object" -> object(node, left);
            case "array" -> array(node, left);
            default -> scalars.of(type, node);
          });
    }
    return terms.either(options);
  }

  private Term array(SchemaNode node, int left) {
    if (!node.has("items")) {
      throw node.refused("", "the list has no items", "say in items what the list holds");
    }
    int least = node.count("minItems", 0, Bounds.MOST_ITEMS);
    int most = node.count("maxItems", Math.max(least, Bounds.ITEMS), Integer.MAX_VALUE);
    most = Math.min(most, Bounds.MOST_ITEMS);
    if (most < least) {
      throw node.refused("maxItems", "it is below minItems", "give a higher one");
    }
    Term open = terms.text("[");
    Term close = terms.text("]");
    Term item = read(node.child("items"), left);
    if (most == 0 || item == Terms.NOTHING) {
      return least == 0 ? terms.then(open, close) : Terms.NOTHING;
    }
    Term more = terms.then(terms.text(","), item);
    Term some = terms.then(item, terms.repeat(more, Math.max(0, least - 1), most - 1));
    return terms.all(open, least == 0 ? terms.optional(some) : some, close);
  }

  private Term object(SchemaNode node, int left) {
    boolean open = node.has("additionalProperties");
    if (open && !node.get("additionalProperties").equals(BooleanNode.FALSE)) {
      throw node.refused(
          "additionalProperties", "only false is supported", "name every property in properties");
    }
    List<String> names = new ArrayList<>();
    node.get("properties").fieldNames().forEachRemaining(names::add);
    Set<String> required = required(node, names);
    // From the last to the first: what may follow when some property was written, and when none.
    Term close = terms.text("}");
    Term afterSome = close;
    Term afterNone = close;
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = names.get(i);
      Term value = read(node.child("properties", name), left);
      Term pair = terms.all(terms.text(JsonText.of(name) + ":"), value);
      Term next = terms.all(terms.text(","), pair, afterSome);
      Term first = terms.then(pair, afterSome);
      boolean needed = required.contains(name);
      afterNone = needed ? first : terms.either(first, afterNone);
      afterSome = needed ? next : terms.either(next, afterSome);
    }
    return terms.then(terms.text("{"), afterNone);
  }

  private static Set<String> required(SchemaNode node, List<String> names) {
    JsonNode list = node.get("required");
    if (node.has("required") && !list.isArray()) {
      throw node.refused("required", "it is no list", "list names of properties");
    }
    Set<String> required = new HashSet<>();
    for (JsonNode name : list) {
      if (!names.contains(name.asText())) {
        throw node.refused(
            "required", name + " is not among the properties", "say in properties what it is");
      }
      required.add(name.asText());
    }
    return required;
  }
}
