package io.framewise.streams.ask;

import io.framewise.contract.answer.AnswerLengths;
import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.streams.questions.QuestionSetRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes and checks the requests of questions that are asked on the spot. Pure. */
public final class AskedRequests {

  /** The most frames of one question. */
  public static final int MOST_FRAMES = 32;

  /** The longest that an answer may be waited for. */
  public static final Duration LONGEST_DEADLINE = Duration.ofMinutes(5);

  /** The most tiles of one frame. */
  public static final int MOST_TILES = 40;

  /** The clock of whoever writes to the topic may be ahead. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private static final int MOST_QUESTIONS = 1;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,128}");

  private AskedRequests() {}

  /**
   * A request with an id that no other has.
   *
   * @param frames in order of capture, at least one
   * @param domain what the frames are
   */
  static InferenceRequest of(Ask ask, String sourceId, Domain domain, List<FrameRef> frames) {
    Instant now = Instant.now();
    List<Question> questions = List.of(ask.question());
    return InferenceRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString().replace("-", ""))
        .setSourceId(sourceId)
        .setQuestionSetId(OnTheSpot.QUESTION_SET)
        .setQuestionSetVersion(0)
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(frames.get(0).getCapturedAt())
                .setEnd(FrameRecords.newest(frames).getCapturedAt().plusMillis(1))
                .setFramesSeen(frames.size())
                .setClosedBy(ClosedBy.ASKED)
                .setClosedAt(now)
                .build())
        .setFrames(frames)
        .setDomain(domain)
        .setQuestions(AnswerLengths.filled(questions, 0))
        .setMaxTiles(ask.maxTiles())
        .setMaxNewTokens(AnswerLengths.longest(questions, 0))
        .setCreatedAt(now)
        .setDeadlineAt(now.plus(ask.deadline()))
        .setPriority(Priority.LIVE)
        .build();
  }

  /** Whether a request may be called so. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Why a request from the topic cannot be sent to a worker; empty when it can. */
  static Optional<String> problem(InferenceRequest request, int partition, Instant now) {
    if (request.getFrames().isEmpty() || request.getFrames().size() > MOST_FRAMES) {
      return Optional.of("it needs 1 to " + MOST_FRAMES + " frames");
    }
    if (FrameRecords.newest(request.getFrames()).getPartition() != partition) {
      return Optional.of("it does not lie in the partition of its newest frame");
    }
    if (request.getQuestions().size() != MOST_QUESTIONS) {
      return Optional.of("it must have one question");
    }
    if (request.getMaxTiles() < 1 || request.getMaxTiles() > MOST_TILES) {
      return Optional.of("it takes 1 to " + MOST_TILES + " tiles of a frame");
    }
    if (request.getDeadlineAt().isAfter(now.plus(LONGEST_DEADLINE).plus(CLOCKS_APART))) {
      return Optional.of("its deadline is more than 5 minutes away");
    }
    List<String> problems = QuestionSetRules.problems(request.getQuestions().get(0));
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }
}
