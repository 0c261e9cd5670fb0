package io.framewise.streams.alert;

import static io.framewise.platform.observe.LogKeys.ALERT_KEY;
import static io.framewise.platform.observe.LogKeys.ITEM;
import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises, updates and clears alerts from the recorded events, in the order of their windows. Events
 * without an answer (expired, failed, shed) and invalid answers neither raise nor clear an alert;
 * they only advance the event time. An alert whose question set is removed or changed is cleared
 * within seconds. Where each part has an alert of its own, an event that names no part is about its
 * source.
 */
public final class TrackAlerts implements Processor<String, AnalysisEvent, String, Alert> {

  /** The state stores that it uses. */
  public static final Set<String> STORES = StateStores.all(EventsInOrder.STORES, AlertStore.STORES);

  private static final Logger LOG = LoggerFactory.getLogger(TrackAlerts.class);
  private static final Duration RULES_CHECK = Duration.ofSeconds(1);

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  /** The most open alerts of parts of one source; nobody handles more. */
  private static final int MOST_PARTS = 1000;

  private final Duration partsKept;
  private final ItemGuard guard;
  private QuestionSets questionSets;
  private EventsInOrder events;
  private AlertStore alerts;

  /**
   * A processor.
   *
   * @param partsKept how long a cleared alert of a part that is not seen again is kept
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
    context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<String, AnalysisEvent> record) {
    events.add(record.value()).forEach(this::take);
  }

  /** Evaluates an event, unless its version of the question set is no longer in force. */
  private void take(AnalysisEvent event) {
    questionSets
        .find(event.getQuestionSetId(), event.getQuestionSetVersion())
        .map(QuestionSet::getQuestions)
        .ifPresent(questions -> questions.forEach(question -> takeGuarded(event, question)));
  }

  /** Evaluates one question. A failure of its alert rule does not affect the event. */
  private void takeGuarded(AnalysisEvent event, Question question) {
    if (question.getAlert() != null) {
      String item = "alert of " + question.getId() + " at event " + event.getEventId();
      guard.run(
          item,
          () -> take(event, question, question.getAlert()),
          message ->
              LOG.atError()
                  .addKeyValue(ITEM, item)
                  .addKeyValue(SOURCE_ID, event.getSourceId())
                  .log("an alert is not told of an event: {}", message));
    }
  }

  private void take(AnalysisEvent event, Question question, AlertRule rule) {
    String part = event.getAttributes().getOrDefault(Attributes.PART, "");
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
                      message -> tellItStaysOpen(alert, message)));
    }
  }

  /**
   * Forgets cleared alerts of parts, of which there may be any number, and of sources that were
   * forgotten. An open alert stays until it is acknowledged, unless its source has too many.
   */
  private void forget(long nowMs) {
    alerts.overOfPartsBefore(nowMs - partsKept.toMillis()).forEach(this::forget);
    alerts.ofForgottenSources().forEach(this::forget);
    alerts.openOfPartsBeyond(MOST_PARTS).forEach(this::giveUp);
  }

  private void forget(String key) {
    guard.run(
        "forgetting of alert " + key,
        () -> alerts.forget(key),
        message ->
            LOG.atError()
                .addKeyValue(SOURCE_ID, Keys.sourceId(key))
                .addKeyValue(ALERT_KEY, Keys.part(key))
                .log("an alert is not forgotten: {}", message));
  }

  private void giveUp(String sourceId, List<Alert> beyond) {
    LOG.atWarn()
        .addKeyValue(SOURCE_ID, sourceId)
        .log(
            "more than {} alerts of parts are open; the {} oldest of the lowest severity are"
                + " cleared though nobody has seen to them",
            MOST_PARTS,
            beyond.size());
    for (Alert alert : beyond) {
      guard.run(
          "giving up of " + alert.getAlertKey(),
          () -> alerts.giveUp(alert, "more than " + MOST_PARTS + " parts have an open alert"),
          message -> tellItStaysOpen(alert, message));
    }
  }

  private static void tellItStaysOpen(Alert alert, String message) {
    LOG.atError()
        .addKeyValue(SOURCE_ID, alert.getSourceId())
        .addKeyValue(ALERT_KEY, alert.getAlertKey())
        .log("an alert stays open: {}", message);
  }

  private Optional<String> whyWithoutRule(Alert alert) {
    if (AlertKey.isOfCondition(alert)) {
      return Optional.empty(); // Its rule is the connector's.
    }
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
