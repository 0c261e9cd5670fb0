package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.Priority;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What one member of the share group takes, holds and gives back. */
@ExtendWith(BrokerExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ShareIntakeTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(300);

  private Wire wire;
  private ModelSettings settings;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    configure(new Workers(given));
  }

  private void configure(Workers workers) {
    settings = workers.settings();
    new ShareGroup(wire.kafka(), settings).configure();
  }

  private void send(int count) {
    IntStream.range(0, count).forEach(i -> wire.send(request("r" + i).build()));
  }

  private Member member() {
    return new Member(wire, settings, OFTEN);
  }

  @Test
  void shouldTakeFurtherRequestsWithTheOtherIntakeWhileASlowOneRuns() {
    send(1);
    try (Member one = member()) {
      await().atMost(LIMIT).until(() -> one.inHand().size() == 1);
      Delivery slow = one.inHand().get(0);
      try (Member other = member()) {
        send(20);

        await().atMost(LIMIT).until(() -> other.settleAllBut(null) == 20);

        await().atMost(LIMIT).until(() -> one.counts().renewals() >= 3);
        assertThat(one.counts().taken()).isEqualTo(1);
        assertThat(slow.outcome()).isEmpty();
        slow.settle(AcknowledgeType.ACCEPT);
      }
    }
    send(1);
    try (Member next = member()) {
      await().atMost(LIMIT).until(() -> !next.inHand().isEmpty());
      RecordPlace last = next.inHand().get(0).id();
      assertThat(last.offset()).as("all before it are acknowledged").isEqualTo(21);
    }
  }

  @Test
  void shouldHoldABatchAtMostUntilAllOfItIsSettled() {
    int batch = settings.batchSize();
    send(batch + 2);
    try (Member member = member()) {
      await().atMost(LIMIT).until(() -> member.counts().renewals() >= 2L * batch);
      assertThat(member.counts().taken()).isEqualTo(batch);

      await().atMost(LIMIT).until(() -> member.settleAllBut(null) == batch + 2);
    }
  }

  @Test
  void shouldRenewLocksWhileTheDeskIsSlow() {
    CountDownLatch slow = new CountDownLatch(1);
    send(3);
    try (Member member = member()) {
      member.holdUpTheDesk(slow);

      await().atMost(LIMIT).until(() -> member.counts().taken() == 3);
      await().atMost(LIMIT).until(() -> member.counts().renewals() >= 6);

      assertThat(member.inHand()).isEmpty();
      slow.countDown();
      await().atMost(LIMIT).until(() -> member.settleAllBut(null) == 3);
    }
  }

  @Test
  void shouldTakeAgainWhatWasReleased() {
    send(1);
    try (Member member = member()) {
      await().atMost(LIMIT).until(() -> member.inHand().size() == 1);
      member.inHand().get(0).settle(AcknowledgeType.RELEASE);

      await().atMost(LIMIT).until(() -> member.inHand().size() == 2);

      assertThat(member.inHand().get(1).attempt()).isEqualTo(2);
      assertThat(member.settleAllBut(null)).isEqualTo(2);
    }
  }

  @Test
  void shouldPassOverTheMarksOfTransactions() {
    configure(new Workers(wire).set("lock", LIMIT.toSeconds() + "s")); // no lock ends by itself
    wire.sendInTransaction(List.of(request("a").build(), request("b").build()), true);
    wire.sendInTransaction(List.of(request("never").build()), false);
    wire.sendInTransaction(List.of(request("c").build()), true);
    long marks = wire.end(partition());
    try (Member member = member()) {
      await().atMost(LIMIT).until(() -> member.settleAllBut(null) == 3);

      // A broker writes down how far all is ended with the next acknowledgement.
      await()
          .atMost(LIMIT.dividedBy(2))
          .until(
              () -> {
                send(1);
                member.settleAllBut(null);
                return firstThatIsOpen() >= marks;
              });
    }
  }

  private TopicPartition partition() {
    return new TopicPartition(wire.topics().requests(Priority.ROUTINE).name(), 0);
  }

  private long firstThatIsOpen() throws Exception {
    String group = settings.group();
    ListShareGroupOffsetsSpec spec =
        new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition()));
    try (Admin admin = Admin.create(wire.kafka().clientConfig())) {
      return admin
          .listShareGroupOffsets(Map.of(group, spec))
          .partitionsToOffsetInfo(group)
          .get()
          .get(partition())
          .startOffset();
    }
  }
}
