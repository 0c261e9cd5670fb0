package io.framewise.streams.correlate;

import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.streams.failure.SizeGuard;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Matches completions to pending requests. The first completion ends a request; later ones, which
 * at-least-once workers may send, are counted and dropped. Completions of another run are ignored.
 * Requests that get no completion in time are ended by {@link ExpireRequests}.
 */
public final class CorrelateCompletions
    implements Processor<String, InferenceCompletion, String, Object> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, Set.of(StateStores.PENDING_REQUESTS));

  private final String run;
  private final String endedChild;
  private final SizeGuard sizes;
  private ProcessorContext<String, Object> context;
  private Ledgers ledgers;
  private KeyValueStore<String, PendingRequest> pendingRequests;

  /**
   * A processor of the completions of {@code run}.
   *
   * @param endedChild the child that takes {@link EndedRequest}s
   */
  public CorrelateCompletions(String run, String endedChild, SizeGuard sizes) {
    this.run = run;
    this.endedChild = endedChild;
    this.sizes = sizes;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    sizes.init(context);
    this.ledgers = new Ledgers(context);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
  }

  @Override
  public void process(Record<String, InferenceCompletion> record) {
    InferenceCompletion completion = record.value();
    if (!completion.getRun().equals(run)) {
      return;
    }
    PendingRequest pending = pendingRequests.get(Keys.of(record.key(), completion.getRequestId()));
    if (pending == null) {
      ledgers.update(
          ledgers.knownSource(record.key()),
          ledger -> ledger.setExtraCompletions(ledger.getExtraCompletions() + 1));
      return;
    }
    EndedRequest ended = TypedAnswers.end(pending, completion);
    end(
        pending,
        sizes.passes(ended.event())
            ? ended
            : EndedRequest.without(
                pending, EventStatus.FAILED, "the answers are too large for an event"));
  }

  private void end(PendingRequest pending, EndedRequest ended) {
    String sourceId = pending.request().getSourceId();
    pendingRequests.delete(Keys.of(sourceId, pending.request().getRequestId()));
    ledgers.book(
        sourceId,
        pending.windowMs(),
        ledger -> ledger.setOpenRequests(ledger.getOpenRequests() - 1));
    context.forward(new Record<>(sourceId, ended, context.currentSystemTimeMs()), endedChild);
  }
}
