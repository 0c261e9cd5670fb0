package io.framewise.streams.questions;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.source.SourceLabels;
import io.framewise.platform.fit.Grammar;
import io.framewise.platform.fit.SchemaRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that a question set must keep to be in force. They bound the work that a set can cause,
 * since anybody may write to the topic.
 */
public final class QuestionSetRules {

  private static final int MAX_QUESTIONS = 32;
  private static final int MAX_TEXT = 4000;
  private static final int MAX_ID = 128;
  private static final int MAX_CHOICES = 64;
  private static final int MAX_CHOICE = 200;
  private static final int MAX_SCHEMA = 8000;
  private static final int MAX_NEW_TOKENS = 4096;
  private static final int MAX_ROW = 1000;
  private static final long MAX_SPAN_MS = Duration.ofDays(365).toMillis();

  private QuestionSetRules() {}

  /** Everything that is wrong with a set, for people; empty when it is valid. */
  public static List<String> problems(String key, QuestionSet set) {
    List<String> problems = new ArrayList<>();
    require(set.getId().equals(key), "its key on the topic is not its id", problems);
    require(
        set.getId().length() <= MAX_ID,
        "its id is longer than " + MAX_ID + " characters",
        problems);
    require(set.getVersion() >= 1, "its version must be at least 1", problems);
    require(!set.getId().isBlank(), "it has no id", problems);
    SourceLabels.problem(set.getLabels()).ifPresent(problems::add);
    if (set.getSchedule() != null) {
      problems.addAll(AskingHours.problems(set.getSchedule()));
    }
    problems.addAll(WindowRules.problems(set));
    require(
        between(set.getMaxNewTokens(), 0, MAX_NEW_TOKENS),
        "max-new-tokens must be 1 to " + MAX_NEW_TOKENS + ", or 0 for what suits the answers",
        problems);
    require(set.getDeadlineMs() > 0, "the deadline must be longer than 0", problems);
    require(
        between(set.getQuestions().size(), 1, MAX_QUESTIONS),
        "it needs 1 to " + MAX_QUESTIONS + " questions",
        problems);
    Set<String> ids = new HashSet<>();
    for (Question question : set.getQuestions()) {
      require(ids.add(question.getId()), "two questions are called " + question.getId(), problems);
      problems.addAll(problems(question));
      alert(question, problems);
    }
    return problems;
  }

  /** Everything that is wrong with one question, for people, but for its alert. */
  public static List<String> problems(Question question) {
    List<String> problems = new ArrayList<>();
    question(question, problems);
    schema(question, problems);
    return problems;
  }

  /**
   * Requires sets to keep all rules.
   *
   * @param where where the sets can be corrected, for people
   * @throws UserError when one does not; it names everything that is wrong with that set
   */
  public static void require(List<QuestionSet> sets, String where) {
    for (QuestionSet set : sets) {
      List<String> problems = problems(set.getId(), set);
      if (!problems.isEmpty()) {
        throw new UserError(
            "question set " + set.getId() + ": " + String.join("; ", problems),
            "correct " + set.getId() + " " + where);
      }
    }
  }

  private static void question(Question question, List<String> problems) {
    String name = "question " + question.getId();
    require(
        question.getId().length() <= MAX_ID,
        "a question's id is longer than " + MAX_ID + " characters",
        problems);
    require(
        !question.getText().isBlank() && question.getText().length() <= MAX_TEXT,
        name + " needs a text of at most " + MAX_TEXT + " characters",
        problems);
    require(
        between(question.getMaxNewTokens(), 0, MAX_NEW_TOKENS),
        name + " takes max-new-tokens of 1 to " + MAX_NEW_TOKENS + ", or 0 for the set's",
        problems);
    boolean choice = question.getAnswerType() == AnswerType.CHOICE;
    int choices = question.getChoices().size();
    require(
        choice ? choices >= 2 : choices == 0,
        name + (choice ? " needs at least two choices" : " takes no choices"),
        problems);
    require(
        new HashSet<>(question.getChoices()).size() == choices,
        name + " has the same choice twice",
        problems);
    require(
        choices <= MAX_CHOICES
            && question.getChoices().stream().allMatch(text -> text.length() <= MAX_CHOICE),
        name + " takes at most " + MAX_CHOICES + " choices of " + MAX_CHOICE + " characters",
        problems);
  }

  private static void schema(Question question, List<String> problems) {
    String name = "question " + question.getId();
    String schema = question.getJsonSchema();
    if (question.getAnswerType() != AnswerType.JSON) {
      require(schema == null, name + " takes no schema", problems);
    } else if (schema == null || schema.length() > MAX_SCHEMA) {
      problems.add(name + " needs a schema of at most " + MAX_SCHEMA + " characters");
    } else {
      try {
        Grammar.json(schema);
      } catch (SchemaRefusedException e) {
        problems.add(name + ": " + e.getMessage());
      }
    }
  }

  private static void alert(Question question, List<String> problems) {
    AlertRule rule = question.getAlert();
    if (rule == null) {
      return;
    }
    String name = "question " + question.getId() + ": ";
    AlertCondition.problem(question).ifPresent(problem -> problems.add(name + problem));
    require(
        rule.getWhen().size() <= MAX_CHOICES,
        name + "its alert takes at most " + MAX_CHOICES + " conditions",
        problems);
    require(
        rule.getProbability() >= 0 && rule.getProbability() <= 1,
        name + "its alert's probability must be 0 to 1",
        problems);
    require(
        rule.getProbability() == 0 || AlertCondition.hasProbability(question.getAnswerType()),
        name + "only answers of yes_no and choice have a probability",
        problems);
    require(
        between(rule.getRaiseAfter(), 1, MAX_ROW) && between(rule.getClearAfter(), 1, MAX_ROW),
        name + "its alert is raised and cleared after 1 to " + MAX_ROW + " windows",
        problems);
    require(
        isSpan(rule.getCooldownMs()) && isSpan(rule.getEscalateAfterMs()),
        name + "its alert's cooldown and escalation must be 0 to a year",
        problems);
  }

  private static boolean isSpan(long ms) {
    return ms >= 0 && ms <= MAX_SPAN_MS;
  }

  private static boolean between(int value, int min, int max) {
    return value >= min && value <= max;
  }

  private static void require(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
