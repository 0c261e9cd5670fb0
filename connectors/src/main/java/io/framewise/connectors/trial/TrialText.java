package io.framewise.connectors.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a trial, for people and for programs. */
final class TrialText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TrialText() {}

  /** Lines for people. */
  static List<String> lines(TrialResult result) {
    List<String> lines = new ArrayList<>();
    result
        .facts()
        .ifPresent(
            facts ->
                lines.add(
                    "stream       %s, %d x %d"
                        .formatted(facts.codec(), facts.width(), facts.height())));
    result
        .rate()
        .ifPresent(rate -> lines.add("rate         " + decimal(rate) + " pictures a second"));
    result
        .keyFrameSeconds()
        .ifPresent(seconds -> lines.add("key frames   one every " + decimal(seconds) + " s"));
    result
        .firstFrameMillis()
        .ifPresent(millis -> lines.add("first frame  after " + millis + " ms"));
    lines.add(
        result.problem().map(problem -> "problem      " + problem.words()).orElse("no problem"));
    return lines;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** One line of JSON; what is not known is null. */
  static String json(TrialResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("kind", result.kind());
    json.put("codec", result.facts().map(facts -> facts.codec()).orElse(null));
    json.put("width", result.facts().map(facts -> facts.width()).orElse(null));
    json.put("height", result.facts().map(facts -> facts.height()).orElse(null));
    json.put("rate", result.rate().orElse(null));
    json.put("key_frame_interval", result.keyFrameSeconds().orElse(null));
    json.put("first_frame_ms", result.firstFrameMillis().orElse(null));
    json.put("problem", result.problem().map(found -> found.fault().written()).orElse(null));
    json.put("problem_words", result.problem().map(found -> found.words()).orElse(null));
    return json.toString();
  }
}
