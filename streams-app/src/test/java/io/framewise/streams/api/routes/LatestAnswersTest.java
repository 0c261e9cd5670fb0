package io.framewise.streams.api.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.MemoryState;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.testing.TestRecords;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestAnswersTest {

  private final MemoryState state = new MemoryState(1);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Queries queries = state.queries();
  private final LatestAnswers answers = new LatestAnswers(queries, nanos::get);
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void ask() {
    state.questionSet(TestRecords.questionSet("traffic"));
    state
        .<SourceLedger>at(0, StateStores.LEDGERS)
        .put("door", () -> SourceLedger.newBuilder().setDomain("VIDEO").build());
    put("first");
  }

  /** The newest event of a source; what happens while it is read happens then. */
  private void put(String id) {
    AnalysisEvent event = TestRecords.event("door", id, 1).build();
    state
        .<AnalysisEvent>at(0, StateStores.LATEST_EVENTS)
        .put(
            Keys.of("door", event.getQuestionSetId()),
            () -> {
              meanwhile.run();
              return event;
            });
  }

  private SourceView door() {
    return queries.source("door").orElseThrow();
  }

  private String kept() {
    return answers.kept("door").map(Buffer::toString).orElse("");
  }

  @Test
  void shouldKeepAnAnswerUntilAnEventIsCommitted() {
    assertThat(answers.kept("door")).isEmpty();
    assertThat(answers.read(door()).toString()).contains("first");
    put("second");
    assertThat(kept()).contains("first").isEqualTo(answers.kept("door").orElseThrow().toString());

    answers.forget("gate");
    assertThat(kept()).contains("first");
    answers.forget("door");
    assertThat(answers.kept("door")).isEqualTo(Optional.empty());
    assertThat(answers.read(door()).toString()).contains("second");
  }

  @Test
  void shouldNotKeepWhatWasReadBeforeTheEventThatCameMeanwhile() {
    meanwhile = () -> answers.forget("door");

    answers.read(door());

    assertThat(answers.kept("door")).isEmpty();
  }

  @Test
  void shouldKeepAnAnswerForASecondAtMost() {
    answers.read(door());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    assertThat(kept()).isNotEmpty();

    nanos.addAndGet(1);

    assertThat(answers.kept("door")).isEmpty();
  }
}
