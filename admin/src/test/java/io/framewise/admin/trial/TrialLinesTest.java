package io.framewise.admin.trial;

import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.admin.trial.TriedWindow.TriedAnswer;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.WindowInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialLinesTest {

  private final StringWriter out = new StringWriter();
  private final TrialLines lines =
      new TrialLines(questionSet("doors").getQuestions(), new PrintWriter(out));
  private final TrialTally tally = new TrialTally(5, 4);

  @Test
  void shouldKeepTheOrderOfTheWindowsWhenTheyEndInAnother() {
    end(answered(1, "No.", false, 30));
    assertThat(printed()).hasSize(1);

    end(answered(0, "yes", true, 10));

    assertThat(printed())
        .extracting(line -> line.replaceAll(" +", " "))
        .containsExactly(
            "WINDOW QUESTION PROBABILITY ALERT ANSWER",
            "2026-01-31T08:00:00Z person 0.900 met yes",
            "2026-01-31T08:00:04Z person 0.900 no no");
  }

  @Test
  void shouldSayWhatBecameOfEveryWindow() {
    end(answered(0, "yes", true, 10));
    end(answered(1, "no", false, 20));
    end(answered(2, "no", false, 30));
    assertThat(lines.end(tally))
        .isEqualTo(
            "3 windows: 3 answered, 0 invalid, 0 failed, 0 expired; median latency 20 ms; alert rules met: 1; stopped, not awaited: 1; older ones left out: 1");

    end(new TriedWindow(3, event(3, EventStatus.FAILED, "frame-gone"), List.of(), 99));

    assertThat(lines.end(tally))
        .startsWith("4 windows: 3 answered, 0 invalid, 1 failed, 0 expired; median latency 20 ms;")
        .doesNotContain("stopped");
    assertThat(printed()).last().asString().matches("2026-01-31T08:00:12Z .* failed: frame-gone");
  }

  @Test
  void shouldSayWhatToKnowBeforeAnAnswerIsBelieved() {
    TriedWindow window = answered(0, "yes", true, 10);
    Answer answer = window.answers().get(0).answer();
    answer.setKnownQuestion(false);
    answer.setFinishReason(FinishReason.LENGTH);
    TrialJson json = new TrialJson("doors", "door", "try-1");

    end(window);
    json.add(window);

    assertThat(printed())
        .last()
        .asString()
        .endsWith("met    [not a question that the model knows] [cut] yes");
    assertThat(json.end(tally)).contains("\"finishReason\":\"LENGTH\",\"knownQuestion\":false");
  }

  private void end(TriedWindow window) {
    tally.add(window);
    lines.add(window);
  }

  private List<String> printed() {
    return out.toString().lines().toList();
  }

  private static TriedWindow answered(int index, String text, boolean met, long latencyMs) {
    Answer answer =
        Answer.newBuilder()
            .setQuestionId("person")
            .setQuestion("Is a person there?")
            .setAnswerType(AnswerType.YES_NO)
            .setText(text)
            .setYesNo(text.equals("yes"))
            .setProbability(0.9)
            .setValid(true)
            .build();
    return new TriedWindow(
        index,
        event(index, EventStatus.ANSWERED, null),
        List.of(new TriedAnswer(answer, Optional.of(met))),
        latencyMs);
  }

  private static AnalysisEvent event(int index, EventStatus status, String reason) {
    return AnalysisEvent.newBuilder()
        .setEventId("id-" + index)
        .setRun("try-1")
        .setSourceId("door")
        .setQuestionSetId("doors")
        .setQuestionSetVersion(1)
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(START.plusSeconds(4L * index))
                .setEnd(START.plusSeconds(4L * index + 4))
                .setFramesSeen(1)
                .setClosedBy(ClosedBy.IDLE)
                .setClosedAt(START)
                .build())
        .setFrames(List.of())
        .setStatus(status)
        .setReason(reason)
        .setAnswers(List.of())
        .setCreatedAt(START)
        .build();
  }
}
