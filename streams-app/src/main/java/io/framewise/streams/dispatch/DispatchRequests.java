package io.framewise.streams.dispatch;

import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.failure.SizeGuard;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.questions.SourceLook;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.MinuteCounts;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.ClosedWindow;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes a request of each closed window and sends it down the lane of its priority. With many
 * requests of its source open, less and less of a window is looked at; at last it is shed. So it is
 * when its question set has been removed in the meantime: that too ends as an event.
 */
public final class DispatchRequests implements Processor<String, ClosedWindow, String, Object> {

  private final StreamsSettings settings;
  private final Map<Priority, String> laneChildren;
  private final String endedChild;
  private final SizeGuard sizes;
  private final Degradation degradation;
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
      StreamsSettings settings,
      Map<Priority, String> laneChildren,
      String endedChild,
      SizeGuard sizes) {
    this.settings = settings;
    this.degradation = new Degradation(settings.maxOpenRequests(), settings.degradeSteps());
    this.laneChildren = laneChildren;
    this.endedChild = endedChild;
    this.sizes = sizes;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    sizes.init(context);
    this.questionSets = new QuestionSets(context);
    this.ledgers = new Ledgers(context);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
  }

  @Override
  public void process(Record<String, ClosedWindow> record) {
    questionSets
        .find(record.value().window().getQuestionSetId())
        .ifPresentOrElse(set -> admit(record, set), () -> shedWithoutSet(record));
  }

  private void admit(Record<String, ClosedWindow> record, QuestionSet set) {
    ClosedWindow closed = record.value();
    long now = context.currentSystemTimeMs();
    Degradation.Admission admission =
        degradation.admit(
            closed,
            SourceLook.of(set, record.key()),
            backlog(record.key(), set.getDeadlineMs(), now));
    bookGivenUp(record.key(), closed, admission.window());
    InferenceRequest request = Requests.of(settings.run(), admission.window(), set, now);
    request.setMaxTiles(admission.maxTiles());
    request.setQuality(admission.quality());
    PendingRequest pending = new PendingRequest(request, admission.window().booking());
    admission
        .shed()
        .ifPresentOrElse(reason -> shed(record, pending, reason), () -> send(record, pending));
  }

  private void shedWithoutSet(Record<String, ClosedWindow> record) {
    ClosedWindow closed = record.value();
    InferenceRequest request =
        Requests.withoutSet(settings.run(), closed, context.currentSystemTimeMs());
    shed(
        record,
        new PendingRequest(request, closed.booking()),
        "the question set was removed while the window was open");
  }

  private Degradation.Backlog backlog(String sourceId, long deadlineMs, long now) {
    long count = 0;
    long waited = 0;
    try (KeyValueIterator<String, PendingRequest> open =
        pendingRequests.range(Keys.first(sourceId), Keys.last(sourceId))) {
      while (open.hasNext()) {
        waited += now - open.next().value.request().getCreatedAt().toEpochMilli();
        count++;
      }
    }
    return new Degradation.Backlog(count, waited, deadlineMs);
  }

  /** Frames that are given up under load are frames that the window did not select. */
  private void bookGivenUp(String sourceId, ClosedWindow closed, ClosedWindow left) {
    ledgers.bookNotSelected(
        sourceId, MinuteCounts.minus(closed.selectedAccounted(), left.selectedAccounted()));
  }

  private void send(Record<String, ClosedWindow> record, PendingRequest pending) {
    InferenceRequest request = pending.request();
    if (!sizes.passes(request)) {
      fail(record, pending);
      return;
    }
    pendingRequests.put(Keys.of(record.key(), request.getRequestId()), pending);
    ledgers.book(
        record.key(),
        pending.booking().windowMs(),
        ledger -> {
          ledger.setRequests(ledger.getRequests() + 1);
          ledger.setOpenRequests(ledger.getOpenRequests() + 1);
        });
    context.forward(record.withValue(request), laneChildren.get(request.getPriority()));
  }

  /** A request that cannot be sent is one all the same. */
  private void fail(Record<String, ClosedWindow> record, PendingRequest pending) {
    ledgers.book(
        record.key(),
        pending.booking().windowMs(),
        ledger -> ledger.setRequests(ledger.getRequests() + 1));
    context.forward(
        record.withValue(
            EndedRequest.without(
                pending, EventStatus.FAILED, "the request is too large to be sent")),
        endedChild);
  }

  private void shed(Record<String, ClosedWindow> record, PendingRequest pending, String reason) {
    context.forward(
        record.withValue(EndedRequest.without(pending, EventStatus.SHED, reason)), endedChild);
  }
}
