package io.framewise.streams.settings;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.util.List;

/** One question as written in the settings file. */
public record QuestionSettings(
    @Setting(doc = "The question as the model reads it.") String text,
    @Setting(
            value = "text",
            doc =
                "Type of the answer; what does not fit it is invalid. number takes digits with a decimal point or comma (3, -2, 3.5), no words; box and point take InternVL's [[x1, y1, x2, y2]] and [[x, y]] or none, and refer to the last frame of the window; json is JSON of the schema.")
        AnswerType answer,
    @Setting(value = ",", doc = "The allowed answers of a choice.") List<String> choices,
    @Setting(
            doc =
                "The JSON schema of a json answer, as text; what of schemas can be used stands in docs/json-answers.md.")
        String jsonSchema,
    @Setting(
            value = "0",
            doc = "The answer ends after this many tokens at the latest; 0 for the set's limit.")
        int maxNewTokens,
    @Setting(doc = "When the answer raises an alert.") AlertSettings alert) {

  /** Checks that there is a text. */
  public QuestionSettings {
    Check.given("text", text);
  }

  Question toQuestion(String id) {
    return new Question(id, text, answer, choices, jsonSchema, maxNewTokens, alert.toRule());
  }
}
