package io.framewise.testing;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.contract.topic.TrustedRecords;
import java.time.Instant;
import java.util.List;

/** Records that tests of several modules begin with. */
public final class TestRecords {

  /** When everything in the tests begins. */
  public static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private TestRecords() {}

  /** A set over videos: windows of 4 s, 4 frames, grace 500 ms, idle 5 s, deadline 15 s. */
  public static QuestionSet questionSet(String id) {
    return QuestionSet.newBuilder()
        .setId(id)
        .setVersion(1)
        .setDomain(Domain.VIDEO)
        .setWindow(WindowSpec.newBuilder().setSizeMs(4000).setHopMs(4000).setFrames(4).build())
        .setQuestions(
            List.of(
                new Question(
                    "person", "Is a person there?", AnswerType.YES_NO, List.of(), null, 0, null)))
        .setDeadlineMs(15_000)
        .build();
  }

  /** An event about a window of the first 8 s, made {@code afterMs} after the start. */
  public static AnalysisEvent.Builder event(String source, String id, long afterMs) {
    return AnalysisEvent.newBuilder()
        .setEventId(id)
        .setSourceId(source)
        .setQuestionSetId("traffic")
        .setQuestionSetVersion(1)
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(START)
                .setEnd(START.plusSeconds(8))
                .setFramesSeen(8)
                .setClosedBy(ClosedBy.IDLE)
                .setClosedAt(START.plusSeconds(9))
                .build())
        .setFrames(List.of())
        .setStatus(EventStatus.ANSWERED)
        .setAnswers(List.of())
        .setCreatedAt(START.plusMillis(afterMs));
  }
}
