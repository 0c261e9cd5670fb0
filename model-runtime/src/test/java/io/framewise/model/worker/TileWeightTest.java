package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Priority;
import io.framewise.model.batch.Batcher;
import io.framewise.model.batch.Batcher.Limits;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileWeightTest {

  private static final FrameRef FRAME = new FrameRef("t", 0, 0L, "f", Instant.EPOCH, 32, 32);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1", // a single tile needs no thumbnail
    "16, 1, 16",
    "1, 6, 7",
    "16, 12, 208",
    "3, 99, 39", // more than this worker cuts
    "2, 0, 2",
    "0, 4, 1"
  })
  void shouldCountTheTilesThatFramesMayCome(int frames, int maxTiles, int expected) {
    FrameRef[] refs = Collections.nCopies(frames, FRAME).toArray(new FrameRef[0]);

    assertThat(new TileWeight(12).of(Requests.request("r", refs).setMaxTiles(maxTiles).build()))
        .isEqualTo(expected);
  }

  @Test
  void shouldLetWhatWasHandedOutBeforeRunAlone() {
    TileWeight weight = new TileWeight(12);
    Batcher<Job> batcher =
        new Batcher<>(new Limits(8, 128), weight::of, Duration.ZERO, 8, InstantSource.system());
    for (int attempt : new int[] {1, 2, 1, 3, 1, 1}) {
      batcher.offer(job(attempt), Priority.LIVE, Instant.MAX);
    }

    List<List<Integer>> attempts = new ArrayList<>();
    while (batcher.waiting() > 0) {
      attempts.add(batcher.next().due().stream().map(job -> job.delivery().attempt()).toList());
    }
    assertThat(attempts)
        .containsExactly(List.of(1), List.of(2), List.of(1), List.of(3), List.of(1, 1));
  }

  private static Job job(int attempt) {
    RecordPlace id = new RecordPlace(new TopicPartition("requests", 0), attempt);
    return new Job(Requests.request("r", FRAME).build(), new Delivery(id, attempt));
  }
}
