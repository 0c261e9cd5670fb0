package io.framewise.streams.ask;

import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.failure.SizeGuard;
import io.framewise.streams.ingest.KnownSources;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends questions that were asked on the spot to the workers, and books each as a window of its
 * source whose frames are accounted for elsewhere. From here on it is a request like any other: it
 * ends in exactly one event, by its answer or by its deadline.
 */
public final class SendAsked implements Processor<String, InferenceRequest, String, Object> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, Set.of(StateStores.PENDING_REQUESTS));

  private final StreamsSettings settings;
  private final String liveChild;
  private final String endedChild;
  private final SizeGuard sizes;
  private final CommitPace pace;
  private ProcessorContext<String, Object> context;
  private Ledgers ledgers;
  private KnownSources sources;
  private KeyValueStore<String, PendingRequest> pendingRequests;

  /**
   * A processor.
   *
   * @param liveChild the child that takes {@link InferenceRequest}s
   * @param endedChild the child that takes {@link EndedRequest}s
   */
  public SendAsked(
      StreamsSettings settings,
      String liveChild,
      String endedChild,
      SizeGuard sizes,
      CommitPace pace) {
    this.settings = settings;
    this.liveChild = liveChild;
    this.endedChild = endedChild;
    this.sizes = sizes;
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    sizes.init(context);
    this.ledgers = new Ledgers(context);
    this.sources = new KnownSources(context, ledgers, settings.maxSources());
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
  }

  @Override
  public void process(Record<String, InferenceRequest> record) {
    InferenceRequest request = record.value();
    Optional<String> unbookable = unbookable(request);
    if (unbookable.isPresent()) {
      bury(request, unbookable.get());
      return;
    }
    request.setRun(settings.run());
    request.setQuestionSetId(OnTheSpot.QUESTION_SET);
    request.setQuestionSetVersion(0);
    request.setPriority(Priority.LIVE);
    long windowMs =
        Math.min(request.getWindow().getStart().toEpochMilli(), context.currentSystemTimeMs());
    PendingRequest pending = new PendingRequest(request, windowMs, List.of());
    if (pendingRequests.get(key(request)) != null) {
      return; // it was written twice
    }
    book(pending);
    problem(request).ifPresentOrElse(problem -> fail(pending, problem), () -> send(pending));
    pace.await(context);
  }

  /** Why a request can have no event: anybody may write to the topic, and choose any names. */
  private Optional<String> unbookable(InferenceRequest request) {
    String sourceId = request.getSourceId();
    if (!FrameRecords.isSourceId(sourceId) || !AskedRequests.isId(request.getRequestId())) {
      return Optional.of("its source or its own id can be none");
    }
    return sourceId.equals(OnTheSpot.SOURCE) || sources.admits(sourceId)
        ? Optional.empty()
        : Optional.of(
            "this partition has "
                + settings.maxSources()
                + " sources already (streams.max-sources)");
  }

  private void bury(InferenceRequest request, String why) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    sizes.bury(
        request.getSourceId(),
        RecordPlace.of(place.topic(), place.partition(), place.offset()),
        why);
  }

  private Optional<String> problem(InferenceRequest request) {
    Optional<String> broken =
        AskedRequests.problem(
            request,
            context.taskId().partition(),
            Instant.ofEpochMilli(context.currentSystemTimeMs()));
    return broken.isPresent() || sizes.passes(request)
        ? broken
        : Optional.of("the request is too large to be sent");
  }

  private void book(PendingRequest pending) {
    ledgers.book(
        pending.request().getSourceId(),
        pending.windowMs(),
        ledger -> {
          ledger.setWindowsOpened(ledger.getWindowsOpened() + 1);
          ledger.setRequests(ledger.getRequests() + 1);
        });
  }

  private void send(PendingRequest pending) {
    InferenceRequest request = pending.request();
    pendingRequests.put(key(request), pending);
    ledgers.book(
        request.getSourceId(),
        pending.windowMs(),
        ledger -> ledger.setOpenRequests(ledger.getOpenRequests() + 1));
    forward(request, request, liveChild);
  }

  private void fail(PendingRequest pending, String reason) {
    forward(
        pending.request(), EndedRequest.without(pending, EventStatus.FAILED, reason), endedChild);
  }

  private void forward(InferenceRequest request, Object value, String child) {
    context.forward(
        new Record<>(request.getSourceId(), value, context.currentSystemTimeMs()), child);
  }

  private static String key(InferenceRequest request) {
    return Keys.of(request.getSourceId(), request.getRequestId());
  }
}
