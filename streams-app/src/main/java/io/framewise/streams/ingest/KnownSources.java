package io.framewise.streams.ingest;

import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.store.StateStores;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Bounds the number of sources of a task, since everybody who may write frames, or ask about them,
 * can choose their names. Confined to the task's thread.
 */
public final class KnownSources {

  private static final long RECOUNT_MS = 1000;

  private final ProcessingContext context;
  private final Ledgers ledgers;
  private final ReadOnlyKeyValueStore<String, SourceStatus> statuses;
  private final int most;
  private int count;
  private long countedAtMs = Long.MIN_VALUE;

  /**
   * The sources of a task.
   *
   * @param most how many there may be
   */
  public KnownSources(ProcessingContext context, Ledgers ledgers, int most) {
    this.context = context;
    this.ledgers = ledgers;
    this.statuses = context.getStateStore(StateStores.SOURCE_STATUSES);
    this.most = most;
  }

  /** Whether a source has a ledger, or may get one because a connector has sent its status. */
  boolean isKnown(String sourceId) {
    return ledgers.isKnown(sourceId) || (statuses.get(sourceId) != null && admits(sourceId));
  }

  /** Whether a source has a ledger or there is room for one more. */
  public boolean admits(String sourceId) {
    if (ledgers.isKnown(sourceId)) {
      return true;
    }
    recount();
    if (count >= most) {
      return false;
    }
    count++;
    return true;
  }

  /**
   * Counts the sources anew, since other processors forget sources; new ones are counted when they
   * come.
   */
  private void recount() {
    long now = context.currentSystemTimeMs();
    if (countedAtMs == Long.MIN_VALUE || now - countedAtMs >= RECOUNT_MS) {
      List<String> sources = ledgers.sourceIds();
      count = sources.size();
      count -= sources.contains(Ledgers.UNKNOWN_SOURCES) ? 1 : 0;
      count -= sources.contains(OnTheSpot.SOURCE) ? 1 : 0;
      countedAtMs = now;
    }
  }
}
