package io.framewise.streams.store;

import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.state.SourceLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The accounting of all sources of a task. Confined to the task's thread. */
public final class Ledgers {

  private final KeyValueStore<String, SourceLedger> store;

  /** The ledgers of the task that {@code context} belongs to. */
  public Ledgers(ProcessingContext context) {
    this.store = context.getStateStore(StateStores.LEDGERS);
  }

  /** A source's ledger; a new one when nothing is known of it. The caller must not change it. */
  public SourceLedger of(String sourceId) {
    SourceLedger ledger = store.get(sourceId);
    return ledger == null ? SourceLedger.newBuilder().build() : ledger;
  }

  /** The sources of this task. */
  public List<String> sourceIds() {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<String, SourceLedger> all = store.all()) {
      all.forEachRemaining(entry -> ids.add(entry.key));
    }
    return ids;
  }

  /** Changes a source's ledger. */
  public void update(String sourceId, Consumer<SourceLedger> change) {
    SourceLedger ledger = of(sourceId);
    change.accept(ledger);
    store.put(sourceId, ledger);
  }

  /** Books the end of a window and of the frames that it selected and accounts for. */
  public static void bookEnd(SourceLedger ledger, EventStatus status, int frames) {
    switch (status) {
      case ANSWERED -> {
        ledger.setWindowsAnswered(ledger.getWindowsAnswered() + 1);
        ledger.setAnswered(ledger.getAnswered() + frames);
      }
      case INVALID -> {
        ledger.setWindowsInvalid(ledger.getWindowsInvalid() + 1);
        ledger.setInvalid(ledger.getInvalid() + frames);
      }
      case EXPIRED -> {
        ledger.setWindowsExpired(ledger.getWindowsExpired() + 1);
        ledger.setExpired(ledger.getExpired() + frames);
      }
      case FAILED -> {
        ledger.setWindowsFailed(ledger.getWindowsFailed() + 1);
        ledger.setFailed(ledger.getFailed() + frames);
      }
      case SHED -> {
        ledger.setWindowsShed(ledger.getWindowsShed() + 1);
        ledger.setShed(ledger.getShed() + frames);
      }
    }
  }
}
