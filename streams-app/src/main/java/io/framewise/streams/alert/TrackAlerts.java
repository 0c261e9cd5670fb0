package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.window.Attributes;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises, updates and clears alerts from the recorded events, in the order of their windows. Events
 * without an answer (expired, failed, shed) and answers that are not valid change no alert; only
 * time passes with them. An alert whose question set is removed or changed is cleared within
 * seconds. Where each part has an alert of its own, events that name no part change none.
 */
public final class TrackAlerts implements Processor<String, AnalysisEvent, String, Alert> {

  private static final Logger LOG = LoggerFactory.getLogger(TrackAlerts.class);
  private static final Duration RULES_CHECK = Duration.ofSeconds(1);

  private static final Duration PARTS_CHECK = Duration.ofMinutes(1);

  private final Duration partsKept;
  private final ItemGuard guard;
  private QuestionSets questionSets;
  private EventsInOrder events;
  private AlertStore alerts;

  /**
   * A processor.
   *
   * @param partsKept how long the alert of a part is kept that is not looked at again
   */
  public TrackAlerts(Duration partsKept, ItemGuard guard) {
    this.partsKept = partsKept;
    this.guard = guard;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.questionSets = new QuestionSets(context);
    this.events = new EventsInOrder(context);
    this.alerts = new AlertStore(context);
    context.schedule(RULES_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> clearWithoutRule());
    context.schedule(PARTS_CHECK, PunctuationType.WALL_CLOCK_TIME, this::forgetParts);
  }

  @Override
  public void process(Record<String, AnalysisEvent> record) {
    events.add(record.value()).forEach(this::take);
  }

  /** What a version that is no longer in force asked says nothing of the rules of now. */
  private void take(AnalysisEvent event) {
    questionSets
        .find(event.getQuestionSetId(), event.getQuestionSetVersion())
        .map(QuestionSet::getQuestions)
        .ifPresent(questions -> questions.forEach(question -> takeGuarded(event, question)));
  }

  /** An event is sound even where its alert breaks. */
  private void takeGuarded(AnalysisEvent event, Question question) {
    if (question.getAlert() != null) {
      String item = "alert of " + question.getId() + " at event " + event.getEventId();
      guard.run(
          item,
          () -> take(event, question, question.getAlert()),
          message -> LOG.error("{} is passed over: {}", item, message));
    }
  }

  private void take(AnalysisEvent event, Question question, AlertRule rule) {
    String part = event.getAttributes().getOrDefault(Attributes.PART, "");
    if (rule.getPerPart() && part.isEmpty()) {
      return;
    }
    AlertKey key =
        new AlertKey(
            event.getSourceId(),
            event.getQuestionSetId(),
            question.getId(),
            rule.getPerPart() ? part : "");
    int version = event.getQuestionSetVersion();
    alerts
        .open(key)
        .filter(alert -> alert.getQuestionSetVersion() != version)
        .ifPresent(alert -> alerts.publish(AlertLogic.withoutRule(alert, changed())));
    AlertLogic.Step step =
        new AlertLogic(key, rule)
            .next(alerts.phase(key, version), Evidence.of(event, question.getId(), rule));
    alerts.keep(key, version, step.next());
    step.transition().ifPresent(alerts::publish);
  }

  private void clearWithoutRule() {
    for (Alert alert : alerts.open()) {
      whyWithoutRule(alert)
          .ifPresent(
              reason ->
                  guard.run(
                      "clearing of " + alert.getAlertKey(),
                      () -> alerts.publish(AlertLogic.withoutRule(alert, reason)),
                      message -> LOG.error("{} stays open: {}", alert.getAlertKey(), message)));
    }
  }

  private void forgetParts(long nowMs) {
    for (String key : alerts.ofPartsBefore(nowMs - partsKept.toMillis())) {
      guard.run(
          "alert of a part " + key,
          () -> alerts.forget(key, "nobody looked at the part again"),
          message -> LOG.error("the alert {} is not forgotten: {}", key, message));
    }
  }

  private Optional<String> whyWithoutRule(Alert alert) {
    Optional<QuestionSet> set = questionSets.find(alert.getQuestionSetId());
    if (set.isEmpty()) {
      return Optional.of("the question set is no longer in force");
    }
    return set.get().getVersion() == alert.getQuestionSetVersion()
        ? Optional.empty()
        : Optional.of(changed());
  }

  private static String changed() {
    return "the question set was changed";
  }
}
