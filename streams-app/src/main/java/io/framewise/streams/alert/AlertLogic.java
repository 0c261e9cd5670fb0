package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.alert.AlertPhase.Open;
import io.framewise.streams.alert.AlertPhase.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides about the alert of one question about one source. Pure: all times are event times, taken
 * from the windows, so that the same answers lead to the same alerts whenever they are processed.
 */
final class AlertLogic {

  private final AlertKey key;
  private final AlertRule rule;

  /**
   * What follows from one window.
   *
   * @param next the new phase of the alert
   * @param transition the alert to publish, when it has changed
   */
  record Step(AlertPhase next, Optional<Alert> transition) {}

  AlertLogic(AlertKey key, AlertRule rule) {
    this.key = key;
    this.rule = rule;
  }

  /** Takes the next window's evidence; windows come in the order of their ends. */
  Step next(AlertPhase phase, Evidence evidence) {
    return phase instanceof Open open
        ? whileOpen(open, evidence)
        : whileQuiet((Quiet) phase, evidence);
  }

  private Step whileQuiet(Quiet quiet, Evidence evidence) {
    return switch (evidence.result()) {
      case UNKNOWN -> new Step(quiet, Optional.empty());
      case NOT_MET -> new Step(new Quiet(0, quiet.notBefore()), Optional.empty());
      case MET -> {
        int met = Math.min(quiet.met() + 1, rule.getRaiseAfter());
        yield met == rule.getRaiseAfter() && !evidence.at().isBefore(quiet.notBefore())
            ? published(raised(evidence), 0)
            : new Step(new Quiet(met, quiet.notBefore()), Optional.empty());
      }
    };
  }

  private Step whileOpen(Open open, Evidence evidence) {
    int unmet =
        switch (evidence.result()) {
          case MET -> 0;
          case NOT_MET -> open.unmet() + 1;
          case UNKNOWN -> open.unmet();
        };
    Alert alert = open.alert();
    if (unmet >= rule.getClearAfter()) {
      return new Step(
          new Quiet(0, evidence.at().plusMillis(rule.getCooldownMs())),
          Optional.of(saying(changed(alert, AlertState.CLEARED, evidence), evidence).build()));
    }
    if (evidence.result() == RuleResult.MET && isAnotherChoice(alert, evidence)) {
      return published(saying(updated(alert, evidence), evidence).build(), unmet);
    }
    return severity(alert, evidence.at()) == alert.getSeverity()
        ? new Step(new Open(alert, unmet), Optional.empty())
        : published(updated(alert, evidence).build(), unmet);
  }

  private static Step published(Alert alert, int unmet) {
    return new Step(new Open(alert, unmet), Optional.of(alert));
  }

  private Alert raised(Evidence evidence) {
    Alert.Builder alert =
        Alert.newBuilder()
            .setAlertKey(key.text())
            .setSourceId(key.sourceId())
            .setQuestionSetId(key.questionSetId())
            .setQuestionId(key.questionId())
            .setRaisedByEventId(evidence.event().getEventId())
            .setRaisedAt(evidence.at())
            .setSeverity(rule.getSeverity());
    return saying(at(alert, AlertState.RAISED, evidence), evidence).build();
  }

  private Alert.Builder updated(Alert alert, Evidence evidence) {
    return changed(alert, AlertState.UPDATED, evidence).setSeverity(severity(alert, evidence.at()));
  }

  private static Alert.Builder changed(Alert alert, AlertState state, Evidence evidence) {
    return at(Alert.newBuilder(alert), state, evidence);
  }

  private static Alert.Builder at(Alert.Builder alert, AlertState state, Evidence evidence) {
    return alert
        .setState(state)
        .setEventId(evidence.event().getEventId())
        .setQuestionSetVersion(evidence.event().getQuestionSetVersion())
        .setChangedAt(evidence.at())
        .setFrames(evidence.event().getFrames())
        .setAttributes(evidence.event().getAttributes());
  }

  private static Alert.Builder saying(Alert.Builder alert, Evidence evidence) {
    return alert
        .setValue(evidence.value())
        .setProbability(evidence.probability())
        .setKnownQuestion(evidence.knownQuestion());
  }

  /**
   * Whether the answer is another choice than the alert's. Numbers, boxes and points differ from
   * window to window anyway, so only a choice updates the alert.
   */
  private static boolean isAnotherChoice(Alert alert, Evidence evidence) {
    return evidence
        .answer()
        .filter(answer -> answer.getAnswerType() == AnswerType.CHOICE)
        .filter(answer -> !answer.getChoice().equals(alert.getValue()))
        .isPresent();
  }

  private Severity severity(Alert alert, Instant now) {
    if (rule.getEscalateAfterMs() == 0 || alert.getAcknowledgedAt() != null) {
      return alert.getSeverity();
    }
    long open = Duration.between(alert.getRaisedAt(), now).toMillis();
    Severity severity = rule.getSeverity();
    for (long step = open / rule.getEscalateAfterMs();
        step > 0 && severity != Severity.CRITICAL;
        step--) {
      severity = graver(severity);
    }
    return severity;
  }

  private static Severity graver(Severity severity) {
    return switch (severity) {
      case INFO -> Severity.WARNING;
      case WARNING, CRITICAL -> Severity.CRITICAL;
    };
  }

  /**
   * The acknowledged alert; empty when there is nothing to acknowledge. The alert of a part is
   * cleared by it: a part usually passes only once, so no later window would clear its alert.
   */
  static Optional<Alert> acknowledged(Alert alert, AlertAcknowledgement acknowledgement) {
    boolean meant =
        alert.getState() != AlertState.CLEARED
            && alert.getAcknowledgedAt() == null
            && alert.getRaisedByEventId().equals(acknowledgement.getRaisedByEventId());
    boolean ofPart = AlertKey.isOfPart(alert.getAlertKey());
    return meant
        ? Optional.of(
            Alert.newBuilder(alert)
                .setState(ofPart ? AlertState.CLEARED : AlertState.ACKNOWLEDGED)
                .setReason(ofPart ? "somebody has seen to the part" : alert.getReason())
                .setAcknowledgedAt(acknowledgement.getAcknowledgedAt())
                .build())
        : Optional.empty();
  }

  /** An open alert cleared because its rule has gone. */
  static Alert withoutRule(Alert alert, String reason) {
    return Alert.newBuilder(alert).setState(AlertState.CLEARED).setReason(reason).build();
  }
}
