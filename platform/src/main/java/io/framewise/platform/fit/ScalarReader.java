package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.platform.fit.Numbers.Bound;
import io.framewise.platform.fit.PatternReader.Piece;
import io.framewise.platform.fit.PatternReader.UnreadableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the schemas of strings, numbers and single values. */
final class ScalarReader {

  private static final int LONGEST_BOUND = 40;

  private final Terms terms;
  private final Characters characters;
  private final Numbers numbers;

  ScalarReader(Terms terms) {
    this.terms = terms;
    characters = new Characters(terms);
    numbers = new Numbers(terms);
  }

  Term of(String type, SchemaNode node) {
    return switch (type) {
      case "string" -> string(node);
      case "integer" -> numbers.integers(low(node), high(node));
      case "number" -> numbers.decimals(low(node), high(node));
      case "boolean" -> terms.either(terms.text("true"), terms.text("false"));
      default -> terms.text("null");
    };
  }

  /** The values of {@code enum} or {@code const} that are of the type that stands beside it. */
  Term values(SchemaNode node) {
    List<String> types = SchemaTypes.named(node);
    List<Term> options = new ArrayList<>();
    for (JsonNode value : listed(node)) {
      if (types.isEmpty() || types.stream().anyMatch(type -> SchemaTypes.is(value, type))) {
        options.add(terms.text(JsonText.of(value)));
      }
    }
    return terms.either(options);
  }

  static List<JsonNode> listed(SchemaNode node) {
    List<JsonNode> values = new ArrayList<>();
    if (node.has("const")) {
      values.add(node.get("const"));
    } else if (node.get("enum").isArray()) {
      node.get("enum").forEach(values::add);
    } else {
      throw node.refused("enum", "it is no list", "list the values");
    }
    return values;
  }

  private Term string(SchemaNode node) {
    int least = node.count("minLength", 0, Bounds.MOST_CHARACTERS);
    int most = node.count("maxLength", Math.max(least, Bounds.CHARACTERS), Integer.MAX_VALUE);
    if (most < least) {
      throw node.refused("maxLength", "it is below minLength", "give a higher one");
    }
    most = Math.min(most, Bounds.MOST_CHARACTERS);
    Term quote = terms.text("\"");
    Term inside =
        node.has("pattern")
            ? pattern(node, least, most)
            : terms.repeat(characters.json(), least, most);
    return terms.all(quote, inside, quote);
  }

  private Term pattern(SchemaNode node, int least, int most) {
    boolean bounded = node.has("minLength") || node.has("maxLength");
    try {
      String pattern = node.get("pattern").asText();
      int longest = Math.min(most, Bounds.CHARACTERS);
      Piece piece = new PatternReader(terms, characters, pattern, longest).read();
      if (bounded && (piece.least() < least || piece.most() > most)) {
        throw node.refused(
            "pattern",
            "it does not keep to minLength and maxLength by itself",
            "write the length into it, such as ^[a-z]{1,8}$");
      }
      return piece.term();
    } catch (UnreadableException e) {
      throw node.refused(
          "pattern",
          e.getMessage(),
          "use letters, classes, groups, |, counts, and ^ and $ at its ends");
    }
  }

  private Bound low(SchemaNode node) {
    Bound low = Numbers.LOWEST;
    if (node.has("minimum")) {
      low = Bound.higher(low, bound(node, "minimum", true));
    }
    if (node.has("exclusiveMinimum")) {
      low = Bound.higher(low, bound(node, "exclusiveMinimum", false));
    }
    return low;
  }

  private Bound high(SchemaNode node) {
    Bound high = Numbers.HIGHEST;
    if (node.has("maximum")) {
      high = Bound.lower(high, bound(node, "maximum", true));
    }
    if (node.has("exclusiveMaximum")) {
      high = Bound.lower(high, bound(node, "exclusiveMaximum", false));
    }
    return high;
  }

  private static Bound bound(SchemaNode node, String keyword, boolean included) {
    JsonNode value = node.get(keyword);
    if (!value.isNumber()) {
      throw node.refused(keyword, "it is " + value + ", no number", "give a number");
    }
    BigDecimal number = value.decimalValue();
    if (number.precision() > LONGEST_BOUND || Math.abs((long) number.scale()) > LONGEST_BOUND) {
      throw node.refused(keyword, "it has too many digits", "give one of at most 15 digits");
    }
    return new Bound(number, included);
  }
}
