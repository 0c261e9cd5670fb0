package io.framewise.streams.dispatch;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.dispatch.WaitingWindows.Waiting;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.failure.SizeGuard;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.ledger.MinuteCounts;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.questions.WindowSpecs;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.BrokenWindow;
import io.framewise.streams.window.ClosedWindow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes a request of each closed window and sends it to the lane of its priority. The more requests
 * of a source are open, the less of its windows is sent, and in the end windows are shed. Windows
 * that must not be reduced, and windows that are belated after an outage, wait for room instead.
 * They are shed only when too many wait, belated ones first. A window whose question set has been
 * removed in the meantime is shed too. Each window that is shed gets its event. A window in which
 * nothing has changed since the model looked at the same picture gets the answers it had then.
 */
public final class DispatchRequests implements Processor<String, Object, String, Object> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(
          Ledgers.STORES,
          WaitingWindows.STORES,
          KnownAnswers.STORES,
          Set.of(StateStores.PENDING_REQUESTS));

  private static final Duration ROOM_CHECK = Duration.ofMillis(100);

  /**
   * The share of a source's open requests that belated windows may take; the rest is for current
   * windows.
   */
  private static final double BELATED_SHARE = 0.5;

  private final StreamsSettings settings;
  private final Map<Priority, String> laneChildren;
  private final String endedChild;
  private final SizeGuard sizes;
  private final ItemGuard guard;
  private final CommitPace pace;
  private final Degradation degradation;
  private ProcessorContext<String, Object> context;
  private QuestionSets questionSets;
  private Ledgers ledgers;
  private KeyValueStore<String, PendingRequest> pendingRequests;
  private WaitingWindows waiting;
  private KnownAnswers known;

  /**
   * A processor.
   *
   * @param laneChildren by priority, the child that takes the {@link InferenceRequest}s
   * @param endedChild the child that takes {@link EndedRequest}s
   */
  public DispatchRequests(
      StreamsSettings settings,
      Map<Priority, String> laneChildren,
      String endedChild,
      SizeGuard sizes,
      ItemGuard guard,
      CommitPace pace) {
    this.settings = settings;
    this.degradation = new Degradation(settings.maxOpenRequests(), settings.degradeSteps());
    this.laneChildren = laneChildren;
    this.endedChild = endedChild;
    this.sizes = sizes;
    this.guard = guard;
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    sizes.init(context);
    this.questionSets = new QuestionSets(context);
    this.ledgers = new Ledgers(context);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
    this.waiting = new WaitingWindows(context);
    this.known = new KnownAnswers(context, settings.repeatAnswers());
    context.schedule(ROOM_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> fillRoom());
  }

  /** Takes {@link ClosedWindow}s and {@link BrokenWindow}s. */
  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof BrokenWindow broken) {
      breakOff(broken.closed(), broken.message());
      return;
    }
    ClosedWindow closed = (ClosedWindow) record.value();
    questionSets
        .find(closed.window().getQuestionSetId())
        .ifPresentOrElse(set -> take(closed, set), () -> shedWithoutSet(closed));
  }

  private void take(ClosedWindow closed, QuestionSet set) {
    PendingRequest pending = pending(closed, set);
    Optional<AnalysisEvent> answered = known.of(pending.request());
    if (answered.isPresent()) {
      forwardEnd(pending, EndedRequest.repeating(pending, answered.get()));
    } else {
      ask(closed, set);
    }
  }

  private void ask(ClosedWindow closed, QuestionSet set) {
    String sourceId = closed.window().getSourceId();
    WindowSpec spec = WindowSpecs.of(set, sourceId);
    boolean whole = isWhole(set, spec);
    if (!whole && !closed.belated()) {
      admit(closed, set, degradation.admit(closed, spec, backlog(sourceId, set)));
      return;
    }
    int before = waiting.count(sourceId);
    if (before == 0 && hasRoom(sourceId, set, whole)) {
      admit(closed, set, Degradation.whole(closed, spec));
    } else if (before < settings.maxWaitingWindows()) {
      waiting.add(closed, set.getPriority(), whole);
    } else {
      makeWay(closed, set, whole);
    }
  }

  /** When no more windows may wait, sheds the least important of them. */
  private void makeWay(ClosedWindow closed, QuestionSet set, boolean whole) {
    String sourceId = closed.window().getSourceId();
    String full =
        waiting.count(sourceId) + " windows of this source wait (streams.max-waiting-windows)";
    Optional<Waiting> lesser = waiting.lastBelow(sourceId, set.getPriority(), whole);
    if (lesser.isEmpty()) {
      shed(pending(closed, set), full);
      return;
    }
    waiting.remove(lesser.get());
    waiting.add(closed, set.getPriority(), whole);
    ClosedWindow given = lesser.get().window();
    shed(
        questionSets
            .find(given.window().getQuestionSetId())
            .map(asked -> pending(given, asked))
            .orElseGet(() -> withoutSet(given)),
        full + ", and one came that counts for more");
  }

  /**
   * Whether a window must not be reduced: half of the pictures of a part, or of their pixels, are
   * not enough to judge it.
   */
  private static boolean isWhole(QuestionSet set, WindowSpec spec) {
    return set.getDomain() == Domain.INSPECTION
        || spec.getKind() == WindowKind.PART
        || spec.getKind() == WindowKind.PAIR;
  }

  private boolean hasRoom(String sourceId, QuestionSet set, boolean whole) {
    return degradation.hasRoom(backlog(sourceId, set), whole ? 1 : BELATED_SHARE);
  }

  private void fillRoom() {
    for (String sourceId : waiting.sources()) {
      Optional<Waiting> next = waiting.first(sourceId);
      while (next.filter(this::moves).isPresent()) {
        next = waiting.after(next.get());
      }
    }
  }

  /**
   * Dispatches the next window if there is room for it; returns whether it waits no more. A window
   * that cannot even be buried is skipped, so that the windows behind it get their turn.
   */
  private boolean moves(Waiting next) {
    ClosedWindow closed = next.window();
    Optional<QuestionSet> set = questionSets.find(closed.window().getQuestionSetId());
    String sourceId = closed.window().getSourceId();
    if (set.isPresent() && !hasRoom(sourceId, set.get(), next.whole())) {
      return false;
    }
    guard.run(
        "window " + next.key(),
        () -> {
          waiting.remove(next);
          set.ifPresentOrElse(
              asked ->
                  admit(closed, asked, Degradation.whole(closed, WindowSpecs.of(asked, sourceId))),
              () -> shedWithoutSet(closed));
        },
        message -> {
          waiting.remove(next);
          breakOff(closed, message);
        });
    return true;
  }

  private PendingRequest pending(ClosedWindow closed, QuestionSet set) {
    return closed
        .booking()
        .pending(Requests.of(settings.run(), closed, set, context.currentSystemTimeMs()));
  }

  private void admit(ClosedWindow closed, QuestionSet set, Degradation.Admission admission) {
    bookGivenUp(closed, admission.window());
    PendingRequest pending = pending(admission.window(), set);
    pending.request().setMaxTiles(admission.maxTiles());
    pending.request().setQuality(admission.quality());
    admission.shed().ifPresentOrElse(reason -> shed(pending, reason), () -> send(pending));
  }

  private void shedWithoutSet(ClosedWindow closed) {
    shed(withoutSet(closed), "the question set was removed while the window was open");
  }

  private PendingRequest withoutSet(ClosedWindow closed) {
    return closed
        .booking()
        .pending(Requests.withoutSet(settings.run(), closed, context.currentSystemTimeMs()));
  }

  /**
   * Counts the open requests of a source. An overdue request keeps no worker busy and is not
   * counted; it only has no event yet.
   */
  private Degradation.Backlog backlog(String sourceId, QuestionSet set) {
    long now = context.currentSystemTimeMs();
    long count = 0;
    long waited = 0;
    try (KeyValueIterator<String, PendingRequest> open =
        pendingRequests.range(Keys.first(sourceId), Keys.last(sourceId))) {
      while (open.hasNext()) {
        InferenceRequest request = open.next().value.request();
        if (request.getDeadlineAt().toEpochMilli() > now) {
          waited += now - request.getCreatedAt().toEpochMilli();
          count++;
        }
      }
    }
    return new Degradation.Backlog(count, waited, set.getDeadlineMs());
  }

  /** Books the frames that a window goes without under load as not selected. */
  private void bookGivenUp(ClosedWindow closed, ClosedWindow left) {
    ledgers.bookNotSelected(
        closed.window().getSourceId(),
        MinuteCounts.minus(closed.selectedAccounted(), left.selectedAccounted()));
  }

  private void send(PendingRequest pending) {
    InferenceRequest request = pending.request();
    if (!sizes.passes(request)) {
      fail(pending, "the request is too large to be sent");
      return;
    }
    String sourceId = request.getSourceId();
    pendingRequests.put(Keys.of(sourceId, request.getRequestId()), pending);
    ledgers.book(
        sourceId,
        pending.windowMs(),
        ledger -> {
          ledger.setRequests(ledger.getRequests() + 1);
          ledger.setOpenRequests(ledger.getOpenRequests() + 1);
        });
    forward(sourceId, request, laneChildren.get(request.getPriority()));
    pace.await(context);
  }

  /** Ends a request that cannot be sent. It is booked as a request all the same. */
  private void fail(PendingRequest pending, String reason) {
    ledgers.book(
        pending.request().getSourceId(),
        pending.windowMs(),
        ledger -> ledger.setRequests(ledger.getRequests() + 1));
    end(pending, EventStatus.FAILED, reason);
  }

  private void breakOff(ClosedWindow closed, String message) {
    sizes.bury(closed.window().getSourceId(), closed.newest(), message);
    end(withoutSet(closed), EventStatus.FAILED, "unexpected-error: " + message);
  }

  private void shed(PendingRequest pending, String reason) {
    end(pending, EventStatus.SHED, reason);
  }

  private void end(PendingRequest pending, EventStatus status, String reason) {
    forwardEnd(pending, EndedRequest.without(pending, status, reason));
  }

  private void forwardEnd(PendingRequest pending, EndedRequest ended) {
    forward(pending.request().getSourceId(), ended, endedChild);
  }

  private void forward(String sourceId, Object value, String child) {
    context.forward(new Record<>(sourceId, value, context.currentSystemTimeMs()), child);
  }
}
