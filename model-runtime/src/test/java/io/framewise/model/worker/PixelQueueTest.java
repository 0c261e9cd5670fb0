package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Priority;
import io.framewise.platform.topic.RecordPlace;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Room for 16 tiles, 12 of them for routine requests; batches of two. */
@Timeout(60)
class PixelQueueTest {

  private static final FrameRef FRAME = new FrameRef("t", 0, 0L, "f", Instant.EPOCH, 32, 32);

  private final PixelQueue queue = new PixelQueue(new TileWeight(12), 16, 2);

  @AfterEach
  void close() {
    queue.close();
  }

  private Job submit(String id, Priority lane, int tiles, int attempt) {
    FrameRef[] frames = Collections.nCopies(tiles, FRAME).toArray(new FrameRef[0]);
    RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), attempt);
    Job job =
        new Job(
            Requests.request(id, frames).setPriority(lane).build(), new Delivery(place, attempt));
    assertThat(queue.submit(job)).isTrue();
    return job;
  }

  private Job routine(String id, int tiles) {
    return submit(id, Priority.ROUTINE, tiles, 1);
  }

  /** Takes on a thread of its own, which waits if it has to. */
  private CompletableFuture<Optional<PixelQueue.Claim>> taking() {
    CompletableFuture<Optional<PixelQueue.Claim>> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                taken.complete(queue.take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    await().until(() -> taken.isDone() || thread.getState() == Thread.State.WAITING);
    return taken;
  }

  private PixelQueue.Claim taken(String id) throws ExecutionException, InterruptedException {
    PixelQueue.Claim claim = taking().get().orElseThrow();
    assertThat(claim.job().request().getRequestId()).isEqualTo(id);
    return claim;
  }

  private static String id(CompletableFuture<Optional<PixelQueue.Claim>> taken)
      throws ExecutionException, InterruptedException {
    return taken.get().orElseThrow().job().request().getRequestId();
  }

  @Test
  void shouldLetInWhatTheRoomHoldsAndTheNextWhenRoomIsGivenBack() throws Exception {
    routine("a", 6);
    routine("b", 6);
    routine("c", 1);
    PixelQueue.Claim a = taken("a");
    taken("b");

    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();
    a.close();
    a.close();

    assertThat(id(waiting)).isEqualTo("c");
    routine("d", 6);
    assertThat(taking()).as("room was given back once").isNotDone();
  }

  @Test
  void shouldLeaveToOthersWhatARequestDoesNotNeed() throws Exception {
    routine("a", 12);
    routine("b", 6);
    PixelQueue.Claim a = taken("a");
    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();

    a.need(6);

    assertThat(id(waiting)).isEqualTo("b");
  }

  @Test
  void shouldLetLiveRequestsInFirstAndKeepRoomForThem() throws Exception {
    routine("a", 12);
    taken("a");
    routine("b", 1);
    submit("live", Priority.LIVE, 4, 1);

    assertThat(id(taking())).isEqualTo("live");
    assertThat(taking()).isNotDone();
  }

  @Test
  void shouldPrepareNoMoreRoutineRequestsThanTwoBatches() throws Exception {
    for (String id : new String[] {"a", "b", "c", "d", "e"}) {
      routine(id, 1);
    }
    PixelQueue.Claim a = taken("a");
    taken("b");
    taken("c");
    taken("d");

    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();
    a.close();

    assertThat(id(waiting)).isEqualTo("e");
  }

  @Test
  void shouldLetARequestIntoAnEmptyRoomThatIsTooSmallForIt() throws Exception {
    routine("huge", 100);
    routine("a", 1);
    PixelQueue.Claim huge = taken("huge");
    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();

    huge.close();

    assertThat(id(waiting)).isEqualTo("a");
  }

  @Test
  void shouldLetWhatWasHandedOutBeforeInWhenNothingElseIsThereAndNothingElseBesideIt()
      throws Exception {
    routine("a", 1);
    submit("suspect", Priority.ROUTINE, 1, 2);
    routine("b", 1);
    PixelQueue.Claim a = taken("a");
    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();
    a.close();
    assertThat(id(waiting)).isEqualTo("suspect");
    submit("live", Priority.LIVE, 1, 1);
    CompletableFuture<Optional<PixelQueue.Claim>> after = taking();
    assertThat(after).isNotDone();
    waiting.get().orElseThrow().need(1);
    assertThat(after).isNotDone();

    waiting.get().orElseThrow().close();

    assertThat(id(after)).isEqualTo("live");
    taken("b");
  }

  @Test
  void shouldLetInAloneWhatFoundNoMemoryBesideOthers() throws Exception {
    routine("a", 1);
    routine("big", 1);
    routine("c", 1);
    PixelQueue.Claim a = taken("a");
    PixelQueue.Claim big = taken("big");

    assertThat(queue.again(big)).isTrue();

    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();
    assertThat(waiting).isNotDone();
    a.close();
    assertThat(id(waiting)).isEqualTo("big");
    assertThat(queue.again(waiting.get().orElseThrow())).as("nothing else was there").isFalse();
    taken("c");
  }

  @Test
  void shouldHandOutWhatWaitsWhenItIsClosedAndTakeNothingMore() throws Exception {
    routine("a", 1);
    PixelQueue.Claim a = taken("a");
    routine("b", 12);
    CompletableFuture<Optional<PixelQueue.Claim>> waiting = taking();

    assertThat(queue.close()).extracting(job -> job.request().getRequestId()).containsExactly("b");

    assertThat(waiting.get()).isEmpty();
    Job late = new Job(a.job().request(), a.job().delivery());
    assertThat(queue.submit(late)).isFalse();
  }

  @Test
  void shouldReleaseWhatFindsNoMemoryBesideOthersWhileItCloses() throws Exception {
    routine("a", 1);
    Job big = routine("big", 1);
    taken("a");
    PixelQueue.Claim claim = taken("big");
    queue.close();

    assertThat(queue.again(claim)).isTrue();

    assertThat(big.delivery().outcome()).contains(AcknowledgeType.RELEASE);
  }
}
