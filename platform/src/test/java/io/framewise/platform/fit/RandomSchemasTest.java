package io.framewise.platform.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of many schemas, as a model without any sense would write them. */
class RandomSchemasTest {

  private static final Vocabulary VOCABULARY =
      ByteVocabulary.of(
          "{\"",
          "\":",
          "\",\"",
          "\"}",
          "},{",
          "colour",
          "red",
          "12",
          "00",
          "\\n",
          "\\u00",
          "ö",
          "]}",
          "[[",
          "null",
          "true",
          " a",
          "é",
          ".5",
          "-",
          "\"kind\":\"");

  @Test
  void shouldWriteJsonOfItsSchemaWhateverTheModelPrefers() {
    Random random = new Random(3);
    for (int seed = 0; seed < 200; seed++) {
      String schema = RandomSchema.of(seed);
      Fitting fitting = new Fitting(Grammar.json(schema), VOCABULARY);
      SchemaCheck check = new SchemaCheck(schema);
      int limit = fitting.shortest() + random.nextInt(200);

      String text = new Writing(fitting, seed).text(limit).orElseThrow();

      assertThat(check.faults(text)).as("%s of %s", text, schema).isEmpty();
    }
  }

  @Test
  void shouldEndEveryTextWithinTheLeastLimit() {
    for (int seed = 0; seed < 60; seed++) {
      String schema = RandomSchema.of(seed);
      Fitting fitting = new Fitting(Grammar.json(schema), VOCABULARY);

      String text = new Writing(fitting, seed).text(fitting.shortest()).orElseThrow();

      assertThat(new SchemaCheck(schema).faults(text)).as("%s of %s", text, schema).isEmpty();
    }
  }
}
