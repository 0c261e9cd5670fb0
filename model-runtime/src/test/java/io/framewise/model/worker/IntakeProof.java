package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.model.settings.ModelSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only shows over longer than a lock, or with many requests; {@link ShareIntakeTest} long. */
@ExtendWith(BrokerExtension.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IntakeProof {

  private static final int REQUESTS = 5_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOCK = Duration.ofSeconds(15);
  private static final Duration OFTEN = Duration.ofSeconds(5);

  /** What a request of the mix is: one in a hundred each is none, without frames, expired, late. */
  private enum Kind {
    POISON,
    GONE,
    EXPIRED,
    LATE,
    USUAL;

    static Kind of(int i) {
      return i % 100 < 4 ? values()[i % 100] : USUAL;
    }
  }

  @Test
  void shouldEndEachOfManyRequestsOnceWhateverIsWrongWithSome(Wire wire) {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    FrameRef gone = FrameRef.newBuilder(frame).setFrameId("another").build();
    try (Worker worker = new Workers(wire).start(new ScriptedEngine())) {
      long start = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        send(wire, Kind.of(i), "r" + i, frame, gone);
      }
      await().atMost(LIMIT).until(() -> ends(worker.counts()) == REQUESTS);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%.0f requests a second, %s%n", REQUESTS / seconds, worker.counts());

      assertThat(worker.counts().taken()).isEqualTo(REQUESTS);
      assertThat(worker.inHand()).isZero();
    }
    Map<CompletionStatus, Long> statuses =
        wire.completions().stream()
            .collect(Collectors.groupingBy(InferenceCompletion::getStatus, Collectors.counting()));
    int each = REQUESTS / 100;
    assertThat(wire.deadLetters()).hasSize(each);
    assertThat(wire.completions())
        .extracting(InferenceCompletion::getRequestId)
        .doesNotHaveDuplicates()
        .hasSize(REQUESTS - each);
    assertThat(statuses).containsEntry(CompletionStatus.FAILED, (long) each);
    assertThat(statuses.get(CompletionStatus.EXPIRED)).isBetween((long) each, 2L * each);
  }

  private static void send(Wire wire, Kind kind, String id, FrameRef frame, FrameRef gone) {
    if (kind == Kind.POISON) {
      wire.writeRaw(wire.topics().requests(Priority.ROUTINE), id.getBytes(StandardCharsets.UTF_8));
      return;
    }
    Instant now = Instant.now();
    InferenceRequest.Builder request = request(id, kind == Kind.GONE ? gone : frame);
    if (kind == Kind.EXPIRED) {
      request.setDeadlineAt(now.minusSeconds(1));
    } else if (kind == Kind.LATE) {
      request.setDeadlineAt(now.plusMillis(5)); // some are answered, some expire on their way
    }
    wire.send(request.build());
  }

  private static long ends(WorkerCounts counts) {
    return counts.completed() + counts.failed() + counts.expired() + counts.deadLettered();
  }

  @Test
  void shouldKeepTheLockOfARequestThatRunsLongerThanItBesideAnotherMember(Wire wire) {
    ModelSettings settings = configured(wire);
    wire.send(request("slow").build());
    try (Member first = new Member(wire, settings, OFTEN)) {
      await().atMost(LIMIT).until(() -> first.inHand().size() == 1);
      try (Member second = new Member(wire, settings, OFTEN)) {
        long renewals = LOCK.multipliedBy(3).dividedBy(OFTEN);
        await().atMost(LIMIT).until(() -> first.counts().renewals() >= renewals);

        assertThat(second.inHand()).isEmpty();
        assertThat(first.counts().taken()).isEqualTo(1);
        first.settleAllBut(null);
        wire.send(request("next").build());
        await().atMost(LIMIT).until(() -> taken(first, second) == 2);
      }
    }
  }

  /** A member that never renews is as one whose thread was held up for longer than its lock. */
  @Test
  void shouldHandOnOnceWhatAMemberLostAndIgnoreWhatThatOneSaysLater(Wire wire) {
    ModelSettings settings = configured(wire);
    wire.send(request("r1").build());
    Duration never = LOCK.multipliedBy(100);
    try (Member held = new Member(wire, settings, never)) {
      await().atMost(LIMIT).until(() -> held.inHand().size() == 1);
      try (Member successor = new Member(wire, settings, OFTEN)) {
        await().atMost(LIMIT).until(() -> successor.inHand().size() == 1);
        assertThat(successor.inHand().get(0).attempt()).isEqualTo(2);

        held.inHand().get(0).settle(AcknowledgeType.RELEASE);
        await().atMost(LIMIT).until(() -> successor.counts().renewals() >= 2);
        assertThat(List.of(held.counts().taken(), successor.counts().taken()))
            .as("what is said too late hands nothing out again")
            .containsExactly(1L, 1L);
        successor.settleAllBut(null);
        wire.send(request("r2").build());
        await().atMost(LIMIT).until(() -> taken(held, successor) == 3);
      }
    }
  }

  private static ModelSettings configured(Wire wire) {
    ModelSettings settings = new Workers(wire).settings();
    new ShareGroup(wire.kafka(), settings).configure();
    return settings;
  }

  private static long taken(Member one, Member other) {
    return one.counts().taken() + other.counts().taken();
  }
}
