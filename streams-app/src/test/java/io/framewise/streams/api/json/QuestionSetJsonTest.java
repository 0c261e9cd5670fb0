package io.framewise.streams.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.questions.QuestionFile;
import org.junit.jupiter.api.Test;

class QuestionSetJsonTest {

  /** Every key has a value that is not its default, or a lost one would not show. */
  private static final String WHOLE =
      """
      version: 7
      domain: inspection
      sources: [press, "line:2"]
      labels: {site: north, line: "3"}
      windows: part
      window-size: 90s
      window-hop: 1500ms
      frames: 6
      max-tiles: 3
      grace: 2s
      idle: 1m
      overrides:
        slow: {sources: [press], window-size: 2m, window-hop: 1h, frames: 8, max-tiles: 2, grace: 1ms, idle: 2d}
        other: {sources: ["line:2"], frames: 2}
      max-new-tokens: 20
      deadline: 25s
      schedule: {zone: Europe/Berlin, days: [fri, sat], from: "22:00", to: "06:00"}
      priority: live
      questions:
        defect: {text: "What defect?", answer: choice, choices: [none, scratch], max-new-tokens: 4}
        facts: {text: "Which?", answer: json, json-schema: '{"type": "boolean"}'}
        usable:
          text: Is it usable?
          answer: yes_no
          alert: {when: [no], probability: 0.75, raise-after: 2, clear-after: 3, cooldown: 10s, escalate-after: 1d, severity: critical, per-part: true}
      """;

  @Test
  void shouldShowADefinitionThatMakesTheSameSet() {
    QuestionSet set = QuestionFile.parse("a test", "parts", WHOLE);

    String shown = QuestionSetJson.of(set).getJsonObject("definition").encode();

    QuestionSet again = QuestionFile.parse("a test", "parts", shown);
    again.setVersion(set.getVersion());
    assertThat(again).isEqualTo(set);
  }
}
