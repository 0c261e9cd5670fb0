package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.platform.topic.RecordPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who goes in when, by a clock that the test moves. */
@Timeout(60)
class FairnessTest {

  private static final int SOURCES = 10;

  /** So many requests of one source wait at most, as the streams app sees to it. */
  private static final int MOST_OPEN = 4;

  private static final int SERVICE_MS = 125;
  private static final int SECONDS = 120;

  private final PixelQueue queue = new PixelQueue(new TileWeight(1), 1000, 1);
  private final Map<String, Long> since = new HashMap<>();
  private final Map<String, Integer> open = new HashMap<>();
  private int sent;

  private Job submit(String source, Priority lane) {
    InferenceRequest request =
        Requests.request("r" + sent).setSourceId(source).setPriority(lane).build();
    RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), sent++);
    Job job = new Job(request, new Delivery(place, 1));
    assertThat(queue.submit(job)).isTrue();
    return job;
  }

  private Job next() throws InterruptedException {
    PixelQueue.Claim claim = queue.take().orElseThrow();
    claim.close();
    return claim.job();
  }

  /** Mean wait of all but the first source, which asks so many times as often as they do. */
  private double meanWaitMs(int greed) throws InterruptedException {
    List<Long> waits = new ArrayList<>();
    for (long now = 0; now < SECONDS * 1000L; now += SERVICE_MS) {
      for (int i = 0; i < SOURCES; i++) {
        String source = "s" + i;
        int rate = i == 0 ? greed : 1;
        long due = now * rate / 1000 - (now - SERVICE_MS) * rate / 1000;
        for (long j = 0; j < due && open.getOrDefault(source, 0) < MOST_OPEN * rate; j++) {
          since.put(submit(source, Priority.ROUTINE).request().getRequestId(), now);
          open.merge(source, 1, Integer::sum);
        }
      }
      if (queue.waiting() > 0) {
        InferenceRequest answered = next().request();
        open.merge(answered.getSourceId(), -1, Integer::sum);
        long wait = now - since.remove(answered.getRequestId());
        if (!answered.getSourceId().equals("s0")) {
          waits.add(wait);
        }
      }
    }
    return waits.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  @Test
  void shouldSlowOthersByAtMostATenthWhenOneSourceAsksTenTimesAsOften()
      throws InterruptedException {
    double alike = new FairnessTest().meanWaitMs(1);
    double besideAGreedyOne = meanWaitMs(10);

    assertThat(besideAGreedyOne).isLessThanOrEqualTo(1.1 * alike);
  }

  @Test
  void shouldKeepTheOrderOfEachSource() throws InterruptedException {
    List<Job> sentInOrder =
        IntStream.range(0, 30).mapToObj(i -> submit("s" + i % 3 % 2, Priority.ROUTINE)).toList();

    List<Job> went = new ArrayList<>();
    while (queue.waiting() > 0) {
      went.add(next());
    }

    for (String source : List.of("s0", "s1")) {
      assertThat(went)
          .filteredOn(job -> job.request().getSourceId().equals(source))
          .containsExactlyElementsOf(
              sentInOrder.stream()
                  .filter(job -> job.request().getSourceId().equals(source))
                  .toList());
    }
  }

  @Test
  void shouldLetOneRoutineRequestInAmongSoManyLiveOnes() throws InterruptedException {
    int most = PixelQueue.LIVE_FOR_ONE_ROUTINE;
    submit("a", Priority.ROUTINE);
    submit("a", Priority.ROUTINE);
    for (int i = 0; i < 3 * most; i++) {
      submit("b", Priority.LIVE);
    }

    List<Priority> went = new ArrayList<>();
    while (queue.waiting() > 0) {
      went.add(next().request().getPriority());
    }

    assertThat(went.indexOf(Priority.ROUTINE)).isEqualTo(most);
    assertThat(went.lastIndexOf(Priority.ROUTINE)).isEqualTo(2 * most + 1);
  }

  @Test
  void shouldNotCountLiveRequestsWhileNoRoutineOneWaits() throws InterruptedException {
    for (int i = 0; i < 2 * PixelQueue.LIVE_FOR_ONE_ROUTINE; i++) {
      submit("b", Priority.LIVE);
    }
    while (queue.waiting() > 0) {
      next();
    }
    submit("a", Priority.ROUTINE);
    submit("b", Priority.LIVE);

    assertThat(next().request().getPriority()).isEqualTo(Priority.LIVE);
  }

  @Test
  void shouldRememberNoSourceThatHasNothingWaiting() throws InterruptedException {
    SourceTurns<Integer> turns = new SourceTurns<>();
    IntStream.range(0, 1000).forEach(i -> turns.add("s" + i, i));
    turns.addFirst("s500", -1);

    assertThat(turns.remove()).isEqualTo(-1);
    assertThat(turns.drain()).hasSize(1000).startsWith(0, 1, 2);
    assertThat(turns.isEmpty()).isTrue();
    assertThat(turns.size()).isZero();
    assertThat(turns.peek()).isNull();
  }
}
