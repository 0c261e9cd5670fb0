package io.framewise.streams.correlate;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.streams.topology.TopologyHarness.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelateCompletionsTest {

  @TempDir private Path state;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(state);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldPassOverACompletionWhenItIsOfAnotherRun() {
    harness.ask(questionSet("people"));
    harness.capture("f", 0);
    harness.capture("closing", 4500);
    InferenceCompletion answer = completion(harness.requests().get(0), "Yes");

    harness.complete(InferenceCompletion.newBuilder(answer).setRun("night-draft").build());
    assertThat(harness.events()).isEmpty();
    assertThat(harness.ledger().getExtraCompletions()).isZero();

    harness.complete(answer);
    assertThat(harness.events()).hasSize(1);
  }
}
