package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts frames into the windows of the question sets that ask about their source, and closes
 * windows: when all their pictures are there, by stream time, which is the newest capture time of
 * the same source, or by wall clock when the source has fallen silent.
 *
 * <p>Each frame is booked exactly once: duplicate, unmatched (no question set asks about it at its
 * time), late (all its windows are closed) or windowed. Of several windows that see a frame the
 * first one accounts for it.
 */
public final class AssignWindows implements Processor<String, ArrivedFrame, String, ClosedWindow> {

  private static final Duration IDLE_CHECK = Duration.ofMillis(250);

  /** A record that waited longer than this on its topic shows that there is a backlog. */
  private static final long BEHIND_MS = 1000;

  private final Duration duplicateMemory;
  private ProcessorContext<String, ClosedWindow> context;
  private QuestionSets questionSets;
  private Ledgers ledgers;
  private Memory seen;
  private OpenWindows windows;
  private FrameWindows frames;
  private long behindAtMs;

  /** A processor with the settings' memory of duplicates. */
  public AssignWindows(StreamsSettings settings) {
    this.duplicateMemory = settings.duplicateMemory();
  }

  @Override
  public void init(ProcessorContext<String, ClosedWindow> context) {
    this.context = context;
    this.questionSets = new QuestionSets(context);
    this.ledgers = new Ledgers(context);
    WindowState state = WindowState.of(context, duplicateMemory);
    this.seen = state.seen();
    this.windows = new OpenWindows(state);
    this.frames = new FrameWindows(state, windows);
    this.behindAtMs = context.currentSystemTimeMs();
    context.schedule(IDLE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeIdle);
  }

  @Override
  public void process(Record<String, ArrivedFrame> record) {
    String sourceId = record.key();
    ArrivedFrame frame = record.value();
    long now = context.currentSystemTimeMs();
    if (now - record.timestamp() > BEHIND_MS) {
      behindAtMs = now;
    }
    if (isDuplicate(sourceId, frame, now)) {
      ledgers.book(sourceId, capturedAtMs(frame), AssignWindows::bookDuplicate);
      return;
    }
    long streamTime = Math.max(ledgers.of(sourceId).getStreamTimeMs(), capturedAtMs(frame));
    Arrival arrival = new Arrival(frame, streamTime, now);
    Placement placement =
        frames.place(arrival, questionSets.asking(sourceId, frame.header().getDomain()));
    book(arrival, placement);
    placement.complete().forEach(closed -> forward(closed, now));
    for (OpenWindow due : windows.dueByStreamTime(sourceId, streamTime)) {
      forward(windows.close(due, ClosedBy.STREAM_TIME, now), now);
    }
  }

  private boolean isDuplicate(String sourceId, ArrivedFrame frame, long now) {
    String key = Keys.of(sourceId, frame.header().getFrameId());
    if (seen.holds(key, now)) {
      return true;
    }
    seen.keep(key, now);
    return false;
  }

  private static long capturedAtMs(ArrivedFrame frame) {
    return frame.reference().getCapturedAt().toEpochMilli();
  }

  private static void bookDuplicate(SourceLedger ledger) {
    ledger.setReceived(ledger.getReceived() + 1);
    ledger.setDuplicate(ledger.getDuplicate() + 1);
  }

  private void book(Arrival arrival, Placement placement) {
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
        ledger -> noteArrival(ledger, arrival));
  }

  private static void bookPlacement(SourceLedger ledger, Placement.Outcome outcome) {
    ledger.setReceived(ledger.getReceived() + 1);
    switch (outcome) {
      case WINDOWED -> ledger.setWindowed(ledger.getWindowed() + 1);
      case LATE -> ledger.setLate(ledger.getLate() + 1);
      case UNMATCHED -> ledger.setUnmatched(ledger.getUnmatched() + 1);
    }
  }

  private static void noteArrival(SourceLedger ledger, Arrival arrival) {
    ledger.setLastArrivalMs(arrival.nowMs());
    ledger.setDomain(arrival.frame().header().getDomain().name());
    if (arrival.isNewest()) {
      ledger.setStreamTimeMs(arrival.streamTimeMs());
      ledger.setNewestFrame(arrival.kept(false));
    }
  }

  /**
   * While this task works off a backlog, after a restart or under load, no source is silent: what
   * it sent still waits on the topic.
   */
  private void closeIdle(long now) {
    for (OpenWindow window : windows.all()) {
      SourceLedger ledger = ledgers.of(window.getSourceId());
      long silentSince = Math.max(ledger.getLastArrivalMs(), behindAtMs);
      if (now - silentSince >= window.getIdleMs()) {
        forward(windows.close(window, ClosedBy.IDLE, now), now);
      }
    }
  }

  private void forward(ClosedWindow closed, long now) {
    String sourceId = closed.window().getSourceId();
    ledgers.bookNotSelected(sourceId, closed.notSelected());
    context.forward(new Record<>(sourceId, closed, now));
  }
}
