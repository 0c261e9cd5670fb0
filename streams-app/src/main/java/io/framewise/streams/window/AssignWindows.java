package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.backlog.Backlogs;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.KeyedState;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts frames into the windows of the question sets that ask about their source, and closes
 * windows. A window closes when all its pictures have come, or when the stream time of its source
 * (the newest capture time) has passed its end, or by the wall clock when the source has fallen
 * silent.
 *
 * <p>Each frame is booked exactly once: duplicate, unmatched (no question set asks about it at its
 * time), late (all its windows are closed) or windowed. Of several windows that see a frame the
 * first one accounts for it.
 */
public final class AssignWindows implements Processor<String, ArrivedFrame, String, Object> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, WindowState.STORES, Set.of(StateStores.SEEN_NUMBERS));

  private static final Duration IDLE_CHECK = Duration.ofMillis(250);

  private static final Duration TRIM_EVERY = Duration.ofMinutes(1);

  /** A frame that waited longer than this on its topic is belated. */
  private static final long BELATED_MS = 1000;

  private final Duration duplicateMemory;
  private final ItemGuard guard;
  private final Backlogs backlogs;
  private ProcessorContext<String, Object> context;
  private QuestionSets questionSets;
  private Ledgers ledgers;
  private SeenFrames seen;
  private OpenWindows windows;
  private FrameWindows frames;
  private Silence silence;

  /**
   * A processor that remembers frames as long as the settings say, to find duplicates.
   *
   * @param backlogs how far behind the frames topics are read
   */
  public AssignWindows(StreamsSettings settings, ItemGuard guard, Backlogs backlogs) {
    this.duplicateMemory = settings.duplicateMemory();
    this.guard = guard;
    this.backlogs = backlogs;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.questionSets = new QuestionSets(context);
    this.ledgers = new Ledgers(context);
    WindowState state = WindowState.of(context, duplicateMemory);
    this.seen =
        new SeenFrames(
            KeyedState.over(context.getStateStore(StateStores.SEEN_NUMBERS)),
            state.seen(),
            duplicateMemory,
            context.currentSystemTimeMs());
    this.windows = new OpenWindows(state);
    this.frames = new FrameWindows(state, windows);
    this.silence =
        new Silence(backlogs, context.taskId().partition(), context.currentSystemTimeMs());
    context.schedule(TRIM_EVERY, PunctuationType.WALL_CLOCK_TIME, seen::trim);
    context.schedule(IDLE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeIdle);
  }

  @Override
  public void process(Record<String, ArrivedFrame> record) {
    String sourceId = record.key();
    ArrivedFrame frame = record.value();
    long now = context.currentSystemTimeMs();
    if (!seen.isNew(sourceId, frame, now)) {
      ledgers.book(sourceId, capturedAtMs(frame), AssignWindows::bookDuplicate);
      return;
    }
    StreamTime time = streamTime(sourceId).after(capturedAtMs(frame), now);
    Arrival arrival = new Arrival(frame, time.timeMs(), now);
    Placement placement =
        frames.place(arrival, questionSets.asking(sourceId, frame.header().getDomain()));
    book(arrival, placement, time);
    boolean belated = now - frame.sentAtMs() > BELATED_MS;
    placement.complete().forEach(closed -> forward(belated ? closed.late() : closed, now));
    for (OpenWindow due : windows.dueByStreamTime(sourceId, time.timeMs())) {
      ClosedWindow closed = windows.close(due, ClosedBy.STREAM_TIME, now, time.timeMs());
      forward(belated ? closed.late() : closed, now);
    }
    windows.forgetPassed(sourceId, time.timeMs());
  }

  private StreamTime streamTime(String sourceId) {
    SourceLedger ledger = ledgers.of(sourceId);
    Long claim = ledger.getAheadMs();
    return new StreamTime(
        ledger.getStreamTimeMs(), claim == null ? OptionalLong.empty() : OptionalLong.of(claim));
  }

  private static long capturedAtMs(ArrivedFrame frame) {
    return frame.reference().getCapturedAt().toEpochMilli();
  }

  private static void bookDuplicate(SourceLedger ledger) {
    ledger.setReceived(ledger.getReceived() + 1);
    ledger.setDuplicate(ledger.getDuplicate() + 1);
  }

  private void book(Arrival arrival, Placement placement, StreamTime time) {
    String sourceId = arrival.sourceId();
    for (OpenWindow opened : placement.opened()) {
      ledgers.book(
          sourceId,
          opened.getBookedMs(),
          ledger -> ledger.setWindowsOpened(ledger.getWindowsOpened() + 1));
    }
    ledgers.book(
        sourceId,
        placement.bookedMs(),
        ledger -> bookPlacement(ledger, placement.outcome()),
        ledger -> noteArrival(ledger, arrival, time));
  }

  private static void bookPlacement(SourceLedger ledger, Placement.Outcome outcome) {
    ledger.setReceived(ledger.getReceived() + 1);
    switch (outcome) {
      case WINDOWED -> ledger.setWindowed(ledger.getWindowed() + 1);
      case LATE -> ledger.setLate(ledger.getLate() + 1);
      case UNMATCHED -> ledger.setUnmatched(ledger.getUnmatched() + 1);
    }
  }

  private static void noteArrival(SourceLedger ledger, Arrival arrival, StreamTime time) {
    ledger.setLastArrivalMs(arrival.nowMs());
    ledger.setDomain(arrival.frame().header().getDomain().name());
    ledger.setStreamTimeMs(time.timeMs());
    ledger.setAheadMs(time.claimMs().isPresent() ? time.claimMs().getAsLong() : null);
    if (arrival.isNewest()) {
      ledger.setNewestFrame(arrival.kept(false));
    }
  }

  private void closeIdle(long now) {
    silence.tick(now);
    for (OpenWindow window : windows.all(this::isIdle)) {
      close(window, ledgers.of(window.getSourceId()).getStreamTimeMs(), now);
    }
  }

  private boolean isIdle(OpenWindow window) {
    return silence.lasts(ledgers.of(window.getSourceId()).getLastArrivalMs(), window.getIdleMs());
  }

  private void close(OpenWindow window, long streamTimeMs, long now) {
    guard.run(
        OpenWindows.name(window),
        () -> send(windows.close(window, ClosedBy.IDLE, now, streamTimeMs), now),
        message -> breakOff(windows.close(window, ClosedBy.IDLE, now, streamTimeMs), message, now));
  }

  /** Sends on a window that a frame has closed. */
  private void forward(ClosedWindow closed, long now) {
    guard.runFor(
        OpenWindows.name(closed.window()),
        () -> send(closed, now),
        message -> breakOff(closed, message, now));
  }

  private void send(ClosedWindow closed, long now) {
    String sourceId = closed.window().getSourceId();
    ledgers.bookNotSelected(sourceId, closed.notSelected());
    context.forward(new Record<>(sourceId, closed, now));
  }

  private void breakOff(ClosedWindow closed, String message, long now) {
    String sourceId = closed.window().getSourceId();
    ledgers.bookNotSelected(sourceId, closed.notSelected());
    context.forward(new Record<>(sourceId, new BrokenWindow(closed, message), now));
  }
}
