package io.framewise.streams.topology;

import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.StateStores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests on a topology that is started before each of them; after each, the account of its source
 * must agree.
 */
public abstract class HarnessTest {

  @TempDir protected Path state;
  protected TopologyHarness harness;

  @BeforeEach
  final void startHarness() {
    harness = new TopologyHarness(settings());
  }

  /** Starts another topology in place of the one that runs. */
  protected final void startAnew(StreamsSettings other) {
    harness.close();
    harness = new TopologyHarness(other);
  }

  @AfterEach
  final void stopHarness() {
    if (harness.contents(StateStores.LEDGERS).containsKey(TopologyHarness.SOURCE)) {
      harness.requireBalance();
    }
    harness.close();
  }

  /** Settings of the topology; its state belongs below {@link #state}. */
  protected StreamsSettings settings() {
    return TopologyHarness.settings(state, 100);
  }
}
