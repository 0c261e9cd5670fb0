package io.framewise.streams.api;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.streams.ask.Ask;
import io.framewise.streams.ask.Asking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes questions and leaves their answers to the test. */
final class AskedQuestions implements Asking {

  private static final long LIMIT_SECONDS = 20;

  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
  private volatile RuntimeException refusal;
  private int count;

  @Override
  public synchronized Asked ask(Ask ask) {
    if (refusal != null) {
      throw refusal;
    }
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    List<FrameRef> frames = new ArrayList<>();
    frames.add(new FrameRef("test.frames.video", 0, 7L, "a", now, 64, 64));
    count++;
    Asked question =
        new Asked(
            InferenceRequest.newBuilder()
                .setRequestId("asked-" + count)
                .setSourceId(ask.source().orElse("(asked)"))
                .setQuestionSetId("(asked)")
                .setQuestionSetVersion(0)
                .setWindow(new WindowInfo(now, now, 1, ClosedBy.ASKED, now, "", null, List.of()))
                .setFrames(frames)
                .setQuestions(List.of(ask.question()))
                .setMaxTiles(1)
                .setMaxNewTokens(1)
                .setCreatedAt(now)
                .setDeadlineAt(now.plus(ask.deadline()))
                .setPriority(Priority.LIVE)
                .build(),
            new CompletableFuture<>());
    asked.add(question);
    return question;
  }

  /** The next question that was asked. */
  Asked next() throws InterruptedException {
    return asked.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The id of the next question that is no longer waited for. */
  String nextLeft() throws InterruptedException {
    return left.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Refuses from now on. */
  void refuse(RuntimeException with) {
    refusal = with;
  }

  @Override
  public void leave(String requestId) {
    left.add(requestId);
  }
}
