package io.framewise.streams.topology;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.RenderedPage;
import org.junit.jupiter.api.Test;

class FramewiseTopologyTest extends HarnessTest {

  @Test
  void shouldNotPutASetInForceWhenItBreaksARule() {
    QuestionSet bad = QuestionSet.newBuilder(questionSet("bad")).build();
    bad.getWindow().setFrames(1_000_000);
    harness.ask(bad);
    harness.capture("a", 0);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
  }

  @Test
  void shouldBeTheCommittedTopologyWhenDescribed() {
    String described =
        FramewiseTopology.build(
                new Topics("framewise."),
                SchemaRegistry.inMemory(),
                TopologyHarness.settings(state, 4))
            .describe()
            .toString();

    new RenderedPage("streams-app/src/test/resources/topology.txt").assertIs(described);
  }
}
