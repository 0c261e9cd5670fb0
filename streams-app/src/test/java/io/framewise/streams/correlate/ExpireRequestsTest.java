package io.framewise.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.ingest.ReadMark;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.store.StoreBuilders;
import io.framewise.streams.topology.SharedParts;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deadline that has passed is not enough: what was answered by then must have been read. */
class ExpireRequestsTest {

  private static final long CREATED = 1_000_000;
  private static final long DEADLINE = CREATED + 15_000;
  private static final String EVENTS = "events";
  private static final String MARKS = "marks";

  @TempDir private Path directory;
  private MockProcessorContext<String, Object> context;
  private KeyValueStore<String, PendingRequest> pending;
  private ExpireRequests processor;

  @BeforeEach
  void start() {
    TrustedRecords.trust();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    context = new MockProcessorContext<>(properties, new TaskId(0, 3), directory.toFile());
    StoreBuilders stores = new StoreBuilders(TopologyHarness.settings(directory, 4));
    ExpireRequests.STORES.forEach(name -> store(stores.of(name)));
    pending = context.getStateStore(StateStores.PENDING_REQUESTS);
    SharedParts shared = SharedParts.create(SchemaRegistry.inMemory());
    CommitPace pace = new CommitPace(Duration.ofMillis(100), shared.backlogs(), shared.commits());
    processor = new ExpireRequests(EVENTS, MARKS, shared.items(), pace);
    processor.init(context);
    InferenceRequest request = request();
    pending.put(Keys.of("door", "r1"), new PendingRequest(request, 0, List.of()));
  }

  private void store(StoreBuilder<?> builder) {
    StateStore store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  @Test
  void shouldSendAMarkIntoItsOwnPartitionAndNothingElseWhenADeadlinePasses() {
    check(DEADLINE - 1);
    assertThat(context.forwarded()).isEmpty();

    check(DEADLINE);
    check(DEADLINE + 250);

    assertThat(forwarded(MARKS))
        .singleElement()
        .satisfies(mark -> assertThat(mark.value()).isEqualTo(new ReadMark(3, DEADLINE)));
    assertThat(forwarded(EVENTS)).isEmpty();
  }

  @Test
  void shouldExpireWhatWasOverdueWhenTheMarkIsReadAgain() {
    check(DEADLINE);
    read(DEADLINE, "app", DEADLINE + 300);

    assertThat(forwarded(EVENTS))
        .singleElement()
        .satisfies(
            record ->
                assertThat(((EndedRequest) record.value()).event().getStatus())
                    .isEqualTo(EventStatus.EXPIRED));
    assertThat(pending.get(Keys.of("door", "r1"))).isNull();
  }

  @Test
  void shouldNotExpireWhatWasAnsweredBeforeTheMark() {
    check(DEADLINE);
    pending.delete(Keys.of("door", "r1"));
    read(DEADLINE, "app", DEADLINE + 300);

    assertThat(forwarded(EVENTS)).isEmpty();
  }

  @Test
  void shouldNotBelieveMarksOfOthersNorOfTheFuture() {
    check(DEADLINE);
    read(DEADLINE, "another-app", DEADLINE + 300);
    read(DEADLINE + 9_000_000_000L, "app", DEADLINE - 1);

    assertThat(forwarded(EVENTS)).isEmpty();
  }

  @Test
  void shouldWaitForAnotherMarkWhenTheFirstWasHeldUp() {
    check(DEADLINE);
    long back = DEADLINE + 60_000;
    read(DEADLINE, "app", back);
    check(back + ExpireRequests.SETTLE_MS - 1);
    assertThat(context.forwarded()).hasSize(1);

    check(back + ExpireRequests.SETTLE_MS);
    read(back + ExpireRequests.SETTLE_MS, "app", back + ExpireRequests.SETTLE_MS + 100);

    assertThat(forwarded(MARKS)).hasSize(2);
    assertThat(forwarded(EVENTS)).hasSize(1);
  }

  @Test
  void shouldEndEachRequestEvenWhenAllMarksAreSlow() {
    long now = DEADLINE;
    for (int i = 0; i <= ExpireRequests.MOST_SLOW; i++) {
      check(now);
      read(now, "app", now + ExpireRequests.SLOW_MS + 1);
      now += ExpireRequests.SLOW_MS + ExpireRequests.SETTLE_MS + 1;
    }

    assertThat(forwarded(EVENTS)).hasSize(1);
  }

  @Test
  void shouldSendAnotherMarkWhenOneIsLost() {
    check(DEADLINE);
    check(DEADLINE + ExpireRequests.LOST_MS);

    assertThat(forwarded(MARKS)).hasSize(2);
  }

  private void check(long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    for (CapturedPunctuator scheduled : context.scheduledPunctuators()) {
      scheduled.getPunctuator().punctuate(nowMs);
    }
  }

  private void read(long sentAtMs, String application, long nowMs) {
    context.setCurrentSystemTimeMs(nowMs);
    Record<String, ReadMark> mark = new ReadMark(3, sentAtMs).record(application);
    processor.process(new Record<>(null, null, 0, mark.headers()));
  }

  private List<Record<? extends String, ?>> forwarded(String child) {
    List<Record<? extends String, ?>> records = new ArrayList<>();
    for (CapturedForward<? extends String, ?> forward : context.forwarded()) {
      if (forward.childName().filter(child::equals).isPresent()) {
        records.add(forward.record());
      }
    }
    return records;
  }

  private static InferenceRequest request() {
    Instant start = Instant.ofEpochMilli(CREATED - 5000);
    return InferenceRequest.newBuilder()
        .setRequestId("r1")
        .setSourceId("door")
        .setQuestionSetId("people")
        .setQuestionSetVersion(1)
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(start)
                .setEnd(start.plusSeconds(4))
                .setFramesSeen(1)
                .setClosedBy(ClosedBy.IDLE)
                .setClosedAt(Instant.ofEpochMilli(CREATED))
                .build())
        .setFrames(List.of())
        .setQuestions(List.of())
        .setMaxTiles(1)
        .setMaxNewTokens(16)
        .setCreatedAt(Instant.ofEpochMilli(CREATED))
        .setDeadlineAt(Instant.ofEpochMilli(DEADLINE))
        .setPriority(Priority.ROUTINE)
        .build();
  }
}
