package io.framewise.platform.fit;

import java.util.List;

/** JSON of no schema, but bounded, so that each text comes to an end. */
final class AnyJson {

  /** Values within values go so far. */
  private static final int DEEPEST = 4;

  private final Terms terms;
  private final Term text;
  private final Term scalar;

  AnyJson(Terms terms) {
    this.terms = terms;
    Term quote = terms.text("\"");
    Term characters = terms.repeat(new Characters(terms).json(), 0, Bounds.CHARACTERS);
    text = terms.all(quote, characters, quote);
    Term number = new Numbers(terms).decimals(Numbers.LOWEST, Numbers.HIGHEST);
    scalar =
        terms.either(
            List.of(text, number, terms.text("true"), terms.text("false"), terms.text("null")));
  }

  /** Any object. */
  Term object() {
    return object(DEEPEST);
  }

  private Term object(int left) {
    Term pair = terms.all(text, terms.text(":"), value(left - 1));
    return list("{", pair, "}");
  }

  private Term value(int left) {
    if (left == 0) {
      return scalar;
    }
    return terms.either(List.of(scalar, list("[", value(left - 1), "]"), object(left)));
  }

  private Term list(String open, Term entry, String close) {
    Term more = terms.repeat(terms.then(terms.text(","), entry), 0, Bounds.ITEMS - 1);
    Term some = terms.then(entry, more);
    return terms.all(terms.text(open), terms.optional(some), terms.text(close));
  }
}
