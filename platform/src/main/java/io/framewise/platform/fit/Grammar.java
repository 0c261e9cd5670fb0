package io.framewise.platform.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which texts an answer may be. Belongs to one {@link Fitting}, which changes what it remembers;
 * not safe for use by several threads.
 */
public final class Grammar {

  private final Terms terms;
  private final Term root;

  Grammar(Terms terms, Term root) {
    this.terms = terms;
    this.root = root;
  }

  /**
   * JSON of a schema, without blanks between its parts, its properties in the order of the schema.
   *
   * @throws SchemaRefusedException when the schema says something that is not supported, or no
   *     answer can fit
   */
  public static Grammar json(JsonNode schema) {
    Terms terms = new Terms();
    return new Grammar(terms, new SchemaReader(terms, schema).read());
  }

  /** The same for a schema as text. */
  public static Grammar json(String schema) {
    return json(SchemaText.read(schema));
  }

  /** Any JSON object, four values deep, without blanks between its parts. */
  public static Grammar jsonObject() {
    Terms terms = new Terms();
    return new Grammar(terms, new AnyJson(terms).object());
  }

  /** Yes or no. */
  public static Grammar yesOrNo() {
    return choice(List.of("yes", "no", "Yes", "No"));
  }

  /** One of several answers. */
  public static Grammar choice(List<String> answers) {
    Terms terms = new Terms();
    List<Term> options = answers.stream().map(String::strip).map(terms::text).toList();
    return new Grammar(terms, terms.either(options));
  }

  /** A number with at most 15 digits. */
  public static Grammar number() {
    Terms terms = new Terms();
    return new Grammar(terms, new Numbers(terms).decimals(Numbers.LOWEST, Numbers.HIGHEST));
  }

  /** Boxes as InternVL writes them, or that there are none. */
  public static Grammar boxes() {
    return new Places().grammar(4);
  }

  /** Points as InternVL writes them, or that there are none. */
  public static Grammar points() {
    return new Places().grammar(2);
  }

  /** Whether a text is one of them. */
  public boolean matches(String text) {
    Term rest = root;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      rest = terms.after(rest, value & 0xFF);
    }
    return rest.empty();
  }

  Terms terms() {
    return terms;
  }

  Term root() {
    return root;
  }

  /** Any character of a JSON string. */
  Term jsonCharacter() {
    return new Characters(terms).json();
  }
}
