package io.framewise.streams.api.json;

import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Schedule;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.platform.settings.Durations;
import io.framewise.streams.questions.PlannedSet;
import io.framewise.streams.questions.QuestionSetRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Question sets as the API shows them. Their definition has the keys of the settings file, so that
 * what was read can be changed and put again. Pure.
 */
public final class QuestionSetJson {

  private static final String SOURCES = "sources";
  private static final String FRAMES = "frames";

  private QuestionSetJson() {}

  /** The first {@code limit} of some sets, which are in the order of their ids. */
  public static JsonObject list(List<QuestionSet> sets, int limit) {
    List<QuestionSet> page = sets.subList(0, Math.min(limit, sets.size()));
    return new JsonObject()
        .put("questionSets", EventJson.array(page, QuestionSetJson::of))
        .put("next", sets.size() > limit ? page.get(page.size() - 1).getId() : null);
  }

  /** One set, and why it is not in force where it is not. */
  public static JsonObject of(QuestionSet set) {
    List<String> problems = QuestionSetRules.problems(set.getId(), set);
    String state = set.getEnabled() ? "in_force" : "disabled";
    return new JsonObject()
        .put("id", set.getId())
        .put("version", set.getVersion())
        .put("state", problems.isEmpty() ? state : "not_in_force")
        .put("problems", new JsonArray(problems))
        .put("definition", definition(set));
  }

  /** What putting a set has changed. */
  public static JsonObject put(PlannedSet planned) {
    return new JsonObject()
        .put("id", planned.set().getId())
        .put("version", planned.set().getVersion())
        .put("changed", planned.isChange())
        .put("differences", new JsonArray(planned.differences()));
  }

  private static JsonObject definition(QuestionSet set) {
    WindowSpec window = set.getWindow();
    JsonObject json =
        new JsonObject()
            .put("domain", word(set.getDomain()))
            .put(SOURCES, new JsonArray(set.getSourceIds()))
            .put("labels", labels(set))
            .put("windows", word(window.getKind()))
            .put("window-size", duration(window.getSizeMs()))
            .put("window-hop", duration(window.getHopMs()))
            .put(FRAMES, window.getFrames())
            .put("max-tiles", window.getMaxTiles())
            .put("grace", duration(window.getGraceMs()))
            .put("idle", duration(window.getIdleMs()))
            .put("overrides", overrides(set.getOverrides()))
            .put("max-new-tokens", set.getMaxNewTokens())
            .put("deadline", duration(set.getDeadlineMs()));
    if (set.getSchedule() != null) {
      json.put("schedule", schedule(set.getSchedule()));
    }
    JsonObject questions = new JsonObject();
    set.getQuestions().forEach(question -> questions.put(question.getId(), question(question)));
    return json.put("priority", word(set.getPriority())).put("questions", questions);
  }

  private static JsonObject labels(QuestionSet set) {
    JsonObject json = new JsonObject();
    set.getLabels().forEach(json::put);
    return json;
  }

  /** In a settings file they have names, which the topic does not keep. */
  private static JsonObject overrides(List<WindowOverride> overrides) {
    JsonObject json = new JsonObject();
    for (WindowOverride override : overrides) {
      JsonObject one = new JsonObject().put(SOURCES, new JsonArray(override.getSourceIds()));
      putDuration(one, "window-size", override.getSizeMs());
      putDuration(one, "window-hop", override.getHopMs());
      putNumber(one, FRAMES, override.getFrames());
      putNumber(one, "max-tiles", override.getMaxTiles());
      putDuration(one, "grace", override.getGraceMs());
      putDuration(one, "idle", override.getIdleMs());
      json.put("override-" + (json.size() + 1), one);
    }
    return json;
  }

  private static void putDuration(JsonObject json, String key, Long ms) {
    if (ms != null) {
      json.put(key, duration(ms));
    }
  }

  private static void putNumber(JsonObject json, String key, Integer number) {
    if (number != null) {
      json.put(key, number);
    }
  }

  private static JsonObject schedule(Schedule schedule) {
    return new JsonObject()
        .put("zone", schedule.getZone())
        .put("days", new JsonArray(schedule.getDays()))
        .put("from", schedule.getFrom())
        .put("to", schedule.getTo());
  }

  private static JsonObject question(Question question) {
    JsonObject json =
        new JsonObject()
            .put("text", question.getText())
            .put("answer", word(question.getAnswerType()))
            .put("choices", new JsonArray(question.getChoices()))
            .put("max-new-tokens", question.getMaxNewTokens());
    if (question.getJsonSchema() != null) {
      json.put("json-schema", question.getJsonSchema());
    }
    if (question.getAlert() != null) {
      json.put("alert", alert(question.getAlert()));
    }
    return json;
  }

  private static JsonObject alert(AlertRule rule) {
    return new JsonObject()
        .put("when", new JsonArray(rule.getWhen()))
        .put("probability", rule.getProbability())
        .put("raise-after", rule.getRaiseAfter())
        .put("clear-after", rule.getClearAfter())
        .put("cooldown", duration(rule.getCooldownMs()))
        .put("escalate-after", duration(rule.getEscalateAfterMs()))
        .put("severity", word(rule.getSeverity()))
        .put("per-part", rule.getPerPart());
  }

  private static String duration(long ms) {
    return Durations.text(Duration.ofMillis(ms));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
