package io.framewise.platform.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaReaderTest {

  private static final String OBJECT =
      """
      {"type": "object", "additionalProperties": false, "required": ["b"], "properties": {
        "a": {"type": "boolean"}, "b": {"const": "x"}, "c": {"type": "null"}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{\"type\": \"integer\", \"minimum\": -12, \"maximum\": 305} ; -12 0 7 99 305 ; -13 -0 306 007 1.0",
        "{\"type\": \"integer\", \"exclusiveMinimum\": 9} ; 10 999999999999999 ; 9 1000000000000000",
        "{\"type\": \"integer\", \"maximum\": -3} ; -3 -100 ; -2 0 5",
        "{\"type\": \"number\", \"minimum\": 0.25, \"maximum\": 2} ; 0.25 0.3 1 1.999999 2 2.0 ; 0.2 0.249 2.01 3 .5 1. 1e0",
        "{\"type\": \"number\", \"exclusiveMinimum\": -1.5, \"exclusiveMaximum\": 0} ; -1.49 -1 -0.000001 ; -1.5 -1.50 0 -0 0.1 -2",
        "{\"type\": \"number\"} ; -3.125 0.5 123456789012345 ; 1234567890123.5 1e5 +1 1234567890123456",
        "{\"type\": [\"boolean\", \"null\"]} ; true false null ; True nul",
        "{\"enum\": [\"a\", 1, 1.50, null, [2], {\"k\": 3}]} ; \"a\" 1 1.50 null [2] {\"k\":3} ; \"b\" 1.5 [2,2]",
        "{\"enum\": [\"a\", 1], \"type\": \"string\"} ; \"a\" ; 1",
        "{\"type\": \"string\", \"minLength\": 2, \"maxLength\": 3} ; \"ab\" \"äöü\" \"\\n\\\"\\u00e4\" \"😀😀\" ; \"a\" \"abcd\" \"\\ud83d\\ude00\" \"\\u0000\"",
        "{\"type\": \"string\", \"pattern\": \"^[A-C]+-\\\\d{2,3}$\"} ; \"A-12\" \"CAB-123\" ; \"-12\" \"A-1\" \"A-1234\" \"xA-12\"",
        "{\"type\": \"string\", \"pattern\": \"b|^c\"} ; \"abc\" \"b\" \"cx\" ; \"ac\" \"\"",
        "{\"type\": \"string\", \"pattern\": \"^[^a\\\"]$\"} ; \"b\" \"\\\\\" \"\\n\" ; \"a\" \"\\\"\" \"bb\"",
        "{\"type\": \"array\", \"items\": {\"type\": \"boolean\"}, \"minItems\": 1, \"maxItems\": 3} ; [true] [true,false,true] ; [] [true,] [true,true,true,true]",
        "{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"maxItems\": 0} ; [] ; [null]",
        "{\"$ref\": \"#/$defs/t\", \"$defs\": {\"t\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/t\"}, \"maxItems\": 1}}} ; [] [[]] [[[]]] ; [[],[]]"
      })
  void shouldAllowWhatIsOfTheSchemaAndNothingElse(String schema, String fit, String unfit) {
    for (String text : fit.split(" ")) {
      assertThat(Writing.allows(Grammar.json(schema), text)).as(text).isTrue();
      assertThat(new SchemaCheck(schema).faults(text)).as(text).isEmpty();
    }
    for (String text : unfit.split(" ")) {
      assertThat(Writing.allows(Grammar.json(schema), text)).as(text).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"b\":\"x\"} | true",
        "{\"a\":true,\"b\":\"x\"} | true",
        "{\"a\":false,\"b\":\"x\",\"c\":null} | true",
        "{\"b\":\"x\",\"c\":null} | true",
        "{} | false",
        "{\"a\":true} | false",
        "{\"b\":\"x\",\"a\":true} | false",
        "{\"b\":\"x\",} | false",
        "{ \"b\":\"x\"} | false",
        "{\"b\":\"x\",\"d\":1} | false"
      })
  void shouldWritePropertiesInTheOrderOfTheSchema(String text, boolean allowed) {
    assertThat(Writing.allows(Grammar.json(OBJECT), text)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\": \"object\", \"properties\": {\"a/b\": {\"type\": \"string\", \"format\": \"date\"}}} | /properties/a~1b/format",
        "{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"uniqueItems\": true} | /uniqueItems",
        "{\"type\": \"array\"} | ''",
        "{} | ''",
        "true | ''",
        "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"null\"}} | /additionalProperties",
        "{\"type\": \"object\", \"required\": [\"x\"]} | /required",
        "{\"allOf\": [{\"type\": \"null\"}], \"type\": \"null\"} | /allOf",
        "{\"anyOf\": [{\"type\": \"null\"}, {\"not\": {}}]} | /anyOf/1",
        "{\"oneOf\": [{\"type\": \"number\"}, {\"type\": \"integer\"}]} | /oneOf",
        "{\"$ref\": \"other.json\"} | /$ref",
        "{\"$ref\": \"#/$defs/x\"} | /$ref",
        "{\"$ref\": \"#\"} | ''",
        "{\"type\": \"thing\"} | /type",
        "{\"type\": \"integer\", \"minimum\": 2, \"maximum\": 1} | ''",
        "{\"type\": \"integer\", \"minimum\": 1e300000000} | /minimum",
        "{\"type\": \"string\", \"minLength\": 3, \"maxLength\": 2} | /maxLength",
        "{\"type\": \"string\", \"pattern\": \"(?=a)b\"} | /pattern",
        "{\"type\": \"string\", \"pattern\": \"(a)\\\\1\"} | /pattern",
        "{\"type\": \"string\", \"pattern\": \"^a+$\", \"maxLength\": 5} | ok",
        "{\"type\": \"string\", \"pattern\": \"a\", \"maxLength\": 5} | /pattern",
        "{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"minItems\": 5000} | /minItems"
      })
  void shouldNameTheKeywordThatIsNotSupported(String schema, String pointer) {
    if (pointer.equals("ok")) {
      assertThat(Grammar.json(schema)).isNotNull();
      return;
    }
    String expected = pointer.replace("''", "");
    assertThatThrownBy(() -> Grammar.json(schema))
        .asInstanceOf(type(SchemaRefusedException.class))
        .returns(expected, SchemaRefusedException::pointer)
        .satisfies(e -> assertThat(e.wayOut()).isNotBlank());
  }

  @Test
  void shouldTakeLongTextsAndDeepSchemas() {
    String text = "\"" + "x".repeat(100_000) + "\"";
    assertThat(Writing.allows(Grammar.json("{\"const\": " + text + "}"), text)).isTrue();

    String deep =
        "{\"type\": \"array\", \"items\": ".repeat(45) + "{\"type\": \"null\"}" + "}".repeat(45);
    assertThat(Writing.allows(Grammar.json(deep), "[".repeat(45) + "]".repeat(45))).isTrue();

    String deeper = "{\"type\": \"array\", \"items\": ".repeat(2000) + "{}" + "}".repeat(2000);
    assertThatThrownBy(() -> Grammar.json(deeper)).isInstanceOf(SchemaRefusedException.class);
  }
}
