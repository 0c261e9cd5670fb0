package io.framewise.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Severity;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.streams.alert.AlertPhase.Open;
import io.framewise.streams.alert.AlertPhase.Quiet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertLogicTest {

  private static final AlertKey KEY = new AlertKey("door:1", "people", "person");
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final long WINDOW_MS = 1000;

  static {
    TrustedRecords.trust();
  }

  private AlertRule rule = rule(2, 3);
  private AlertPhase phase = Quiet.NEW;
  private int windows;
  private Boolean known;
  private final List<Alert> published = new ArrayList<>();

  @Test
  void shouldRaiseAndClearAfterRowsOfWindows() {
    answer("yes", "no", "yes", "yes", "no", "no", "yes", "no", "no", "no", "yes");

    assertThat(published)
        .extracting(Alert::getState, Alert::getEventId, Alert::getChangedAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(AlertState.RAISED, "e4", end(4)),
            org.assertj.core.groups.Tuple.tuple(AlertState.CLEARED, "e10", end(10)));
  }

  @Test
  void shouldLinkATransitionToItsEventAndFrames() {
    answer("yes", "yes");

    assertThat(published)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertKey()).isEqualTo("door%3A1:people:person");
              assertThat(alert.getEventId()).isEqualTo("e2");
              assertThat(alert.getRaisedByEventId()).isEqualTo("e2");
              assertThat(alert.getRaisedAt()).isEqualTo(end(2));
              assertThat(alert.getFrames()).extracting(FrameRef::getFrameId).containsExactly("f2");
              assertThat(alert.getValue()).isEqualTo("yes");
              assertThat(alert.getProbability()).isEqualTo(0.9);
              assertThat(alert.getSeverity()).isEqualTo(Severity.WARNING);
            });
  }

  @Test
  void shouldSayThatTheModelGuessed() {
    known = false;
    answer("yes", "yes");
    known = null;
    answer("no", "no", "no");

    assertThat(published).extracting(Alert::getKnownQuestion).containsExactly(false, null);
  }

  @Test
  void shouldNotCountAnAnswerThatIsNotProbableEnough() {
    rule.setProbability(0.95);
    answer("yes", "yes", "yes");
    assertThat(published).isEmpty();

    rule.setProbability(0.9);
    answer("yes", "yes");
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldNotRaiseAgainBeforeTheCooldownIsOver() {
    rule = rule(1, 1);
    rule.setCooldownMs(3 * WINDOW_MS);
    answer("yes", "no", "yes", "yes", "yes", "yes");

    assertThat(published)
        .extracting(Alert::getState)
        .containsExactly(AlertState.RAISED, AlertState.CLEARED, AlertState.RAISED);
    assertThat(published.get(2).getRaisedAt()).isEqualTo(end(5));
    assertThat(published.get(2).getRaisedByEventId()).isEqualTo("e5");
  }

  @Test
  void shouldEscalateStepByStepWhileNobodyAcknowledges() {
    rule = rule(1, 1);
    rule.setSeverity(Severity.INFO);
    rule.setEscalateAfterMs(2 * WINDOW_MS);
    answer("yes", "?", "yes", "yes", "?", "yes", "yes");

    assertThat(published)
        .extracting(Alert::getState, Alert::getSeverity, Alert::getEventId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(AlertState.RAISED, Severity.INFO, "e1"),
            org.assertj.core.groups.Tuple.tuple(AlertState.UPDATED, Severity.WARNING, "e3"),
            org.assertj.core.groups.Tuple.tuple(AlertState.UPDATED, Severity.CRITICAL, "e5"));
    assertThat(published.get(2).getValue()).isEqualTo("yes");
  }

  @Test
  void shouldNotEscalateOnceItIsAcknowledged() {
    rule = rule(1, 1);
    rule.setEscalateAfterMs(2 * WINDOW_MS);
    answer("yes");
    Alert raised = published.get(0);
    Alert seen = AlertLogic.acknowledged(raised, acknowledgement(raised)).orElseThrow();
    phase = new Open(seen, 0);

    answer("yes", "yes", "yes", "no");

    assertThat(seen.getState()).isEqualTo(AlertState.ACKNOWLEDGED);
    assertThat(published)
        .extracting(Alert::getState)
        .containsExactly(AlertState.RAISED, AlertState.CLEARED);
    assertThat(published.get(1).getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(published.get(1).getAcknowledgedAt()).isEqualTo(START);
  }

  @Test
  void shouldAcknowledgeAnAlertOnceAndOnlyTheOneThatWasMeant() {
    rule = rule(1, 1);
    answer("yes", "no", "yes");
    Alert first = published.get(0);
    Alert cleared = published.get(1);
    Alert second = published.get(2);
    Alert seen = AlertLogic.acknowledged(second, acknowledgement(second)).orElseThrow();

    assertThat(AlertLogic.acknowledged(second, acknowledgement(first))).isEmpty();
    assertThat(AlertLogic.acknowledged(cleared, acknowledgement(first))).isEmpty();
    assertThat(AlertLogic.acknowledged(seen, acknowledgement(second))).isEmpty();
  }

  @Test
  void shouldUpdateWhenAnotherChoiceMeetsTheRule() {
    rule = new AlertRule(List.of("dent", "scratch"), 0.0, 1, 1, 0L, 0L, Severity.WARNING, false);
    List.of("dent", "dent", "scratch", "none").forEach(choice -> take(choice(choice)));

    assertThat(published)
        .extracting(Alert::getState, Alert::getValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(AlertState.RAISED, "dent"),
            org.assertj.core.groups.Tuple.tuple(AlertState.UPDATED, "scratch"),
            org.assertj.core.groups.Tuple.tuple(AlertState.CLEARED, "none"));
  }

  /** Held against the definition, which looks back over all windows since the last transition. */
  @Test
  void shouldRaiseAndClearAsDefinedWhateverTheAnswers() {
    Random random = new Random(7);
    for (int run = 0; run < 2000; run++) {
      rule = rule(1 + random.nextInt(4), 1 + random.nextInt(4));
      rule.setCooldownMs(random.nextInt(6) * WINDOW_MS);
      reset();
      List<String> answers =
          random.ints(40, 0, 5).mapToObj(i -> i < 2 ? "yes" : i < 4 ? "no" : "?").toList();

      answer(answers.toArray(String[]::new));

      assertThat(published.stream().map(alert -> alert.getState() + alert.getEventId()))
          .containsExactlyElementsOf(expected(answers));
    }
  }

  @Test
  void shouldComeToTheSameTransitionsWhenWindowsWithoutAnAnswerAreAmongThem() {
    Random random = new Random(8);
    for (int run = 0; run < 500; run++) {
      rule = rule(1 + random.nextInt(3), 1 + random.nextInt(3));
      List<String> answers = random.ints(30, 0, 2).mapToObj(i -> i == 0 ? "yes" : "no").toList();
      reset();
      answer(answers.toArray(String[]::new));
      List<AlertState> without = published.stream().map(Alert::getState).toList();
      reset();
      for (String answer : answers) {
        for (int unknown = random.nextInt(3); unknown > 0; unknown--) {
          answer("?");
        }
        answer(answer);
      }

      assertThat(published.stream().map(Alert::getState)).containsExactlyElementsOf(without);
    }
  }

  private List<String> expected(List<String> answers) {
    List<String> expected = new ArrayList<>();
    List<String> since = new ArrayList<>();
    boolean open = false;
    Instant notBefore = Instant.EPOCH;
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).equals("?")) {
        continue;
      }
      since.add(answers.get(i));
      int row = open ? rule.getClearAfter() : rule.getRaiseAfter();
      String wanted = open ? "no" : "yes";
      boolean due =
          since.size() >= row
              && since.subList(since.size() - row, since.size()).stream().allMatch(wanted::equals);
      if (due && (open || !end(i + 1).isBefore(notBefore))) {
        expected.add((open ? AlertState.CLEARED : AlertState.RAISED) + "e" + (i + 1));
        notBefore = end(i + 1).plusMillis(rule.getCooldownMs());
        open = !open;
        since.clear();
      }
    }
    return expected;
  }

  private void reset() {
    phase = Quiet.NEW;
    windows = 0;
    published.clear();
  }

  /** Windows with these answers; "?" for one whose answer is not valid. */
  private void answer(String... answers) {
    for (String text : answers) {
      take(
          Answer.newBuilder()
              .setQuestionId(KEY.questionId())
              .setQuestion("Is a person there?")
              .setAnswerType(AnswerType.YES_NO)
              .setValid(!text.equals("?"))
              .setText(text)
              .setYesNo(text.equals("yes"))
              .setProbability(0.9)
              .setKnownQuestion(known)
              .build());
    }
  }

  private static Answer choice(String choice) {
    return Answer.newBuilder()
        .setQuestionId(KEY.questionId())
        .setQuestion("Which defect?")
        .setAnswerType(AnswerType.CHOICE)
        .setValid(true)
        .setText(choice)
        .setChoice(choice)
        .build();
  }

  private void take(Answer answer) {
    windows++;
    AnalysisEvent event =
        AnalysisEvent.newBuilder()
            .setEventId("e" + windows)
            .setSourceId(KEY.sourceId())
            .setQuestionSetId(KEY.questionSetId())
            .setQuestionSetVersion(1)
            .setWindow(
                new WindowInfo(
                    end(windows - 1),
                    end(windows),
                    1,
                    ClosedBy.STREAM_TIME,
                    end(windows),
                    "",
                    null,
                    List.of()))
            .setFrames(
                List.of(
                    new FrameRef("frames", 0, (long) windows, "f" + windows, end(windows), 64, 64)))
            .setStatus(answer.getValid() ? EventStatus.ANSWERED : EventStatus.INVALID)
            .setAnswers(List.of(answer))
            .setCreatedAt(START)
            .build();
    AlertLogic.Step step =
        new AlertLogic(KEY, rule).next(phase, Evidence.of(event, KEY.questionId(), rule));
    phase = step.next();
    step.transition().ifPresent(published::add);
  }

  private static Instant end(int window) {
    return START.plusMillis(window * WINDOW_MS);
  }

  private static AlertAcknowledgement acknowledgement(Alert alert) {
    return new AlertAcknowledgement(
        alert.getAlertKey(), alert.getSourceId(), alert.getRaisedByEventId(), START);
  }

  private static AlertRule rule(int raiseAfter, int clearAfter) {
    return new AlertRule(
        List.of("yes"), 0.0, raiseAfter, clearAfter, 0L, 0L, Severity.WARNING, false);
  }
}
