package io.framewise.streams.dispatch;

import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.ClosedWindow;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes a request of each closed window and sends it down the lane of its priority. A window is
 * shed instead when too many requests of its source are open, or when its question set has been
 * removed in the meantime: that too ends as an event.
 */
public final class DispatchRequests implements Processor<String, ClosedWindow, String, Object> {

  private final StreamsSettings settings;
  private final Map<Priority, String> laneChildren;
  private final String endedChild;
  private ProcessorContext<String, Object> context;
  private QuestionSets questionSets;
  private Ledgers ledgers;
  private KeyValueStore<String, PendingRequest> pendingRequests;

  /**
   * A processor.
   *
   * @param laneChildren for each priority the child that takes its {@link InferenceRequest}s
   * @param endedChild the child that takes {@link EndedRequest}s
   */
  public DispatchRequests(
      StreamsSettings settings, Map<Priority, String> laneChildren, String endedChild) {
    this.settings = settings;
    this.laneChildren = laneChildren;
    this.endedChild = endedChild;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.questionSets = new QuestionSets(context);
    this.ledgers = new Ledgers(context);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
  }

  @Override
  public void process(Record<String, ClosedWindow> record) {
    ClosedWindow closed = record.value();
    Optional<QuestionSet> set = questionSets.find(closed.window().getQuestionSetId());
    long now = context.currentSystemTimeMs();
    InferenceRequest request =
        set.map(found -> Requests.of(settings.run(), closed, found, now))
            .orElseGet(() -> Requests.withoutSet(settings.run(), closed, now));
    PendingRequest pending = new PendingRequest(request, closed.selectedAccounted());
    if (set.isEmpty()) {
      shed(record, pending, "the question set was removed while the window was open");
    } else if (ledgers.of(record.key()).getOpenRequests() >= settings.maxOpenRequests()) {
      shed(
          record,
          pending,
          settings.maxOpenRequests()
              + " requests of this source are open (streams.max-open-requests)");
    } else {
      send(record, pending);
    }
  }

  private void send(Record<String, ClosedWindow> record, PendingRequest pending) {
    InferenceRequest request = pending.request();
    pendingRequests.put(Keys.of(record.key(), request.getRequestId()), pending);
    ledgers.book(
        record.key(),
        request.getWindow().getStart().toEpochMilli(),
        ledger -> {
          ledger.setRequests(ledger.getRequests() + 1);
          ledger.setOpenRequests(ledger.getOpenRequests() + 1);
        });
    context.forward(record.withValue(request), laneChildren.get(request.getPriority()));
  }

  private void shed(Record<String, ClosedWindow> record, PendingRequest pending, String reason) {
    context.forward(
        record.withValue(EndedRequest.without(pending, EventStatus.SHED, reason)), endedChild);
  }
}
