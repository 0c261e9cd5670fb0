package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.MinuteCounts;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts frames into the windows of the question sets that ask about their source, and closes
 * windows: by stream time, which is the newest capture time of the same source, or by wall clock
 * when the source has fallen silent.
 *
 * <p>Each frame is booked exactly once: duplicate, unmatched (no set asks about it at its time),
 * late (all its windows are closed) or windowed. Of several windows that see a frame the first one
 * accounts for it.
 */
public final class AssignWindows implements Processor<String, ArrivedFrame, String, ClosedWindow> {

  /** What becomes of a frame that arrives. */
  private enum Arrival {
    DUPLICATE,
    UNMATCHED,
    LATE,
    WINDOWED
  }

  private static final Duration IDLE_CHECK = Duration.ofMillis(250);

  /** A record that waited longer than this on its topic shows that there is a backlog. */
  private static final long BEHIND_MS = 1000;

  private final Duration duplicateMemory;
  private ProcessorContext<String, ClosedWindow> context;
  private QuestionSets questionSets;
  private Ledgers ledgers;
  private SeenFrames seenFrames;
  private OpenWindows windows;
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
    this.seenFrames = new SeenFrames(context, duplicateMemory);
    this.windows = new OpenWindows(WindowState.of(context));
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
    if (seenFrames.isDuplicate(sourceId, frame.reference().getFrameId(), now)) {
      ledgers.book(sourceId, capturedAtMs(frame), ledger -> bookArrival(ledger, Arrival.DUPLICATE));
      return;
    }
    long streamTime = Math.max(ledgers.of(sourceId).getStreamTimeMs(), capturedAtMs(frame));
    place(sourceId, frame, streamTime, now);
    for (OpenWindow due : windows.dueByStreamTime(sourceId, streamTime)) {
      close(due, ClosedBy.STREAM_TIME, now);
    }
  }

  /** Puts a frame into windows, and books it once. */
  private void place(String sourceId, ArrivedFrame frame, long streamTime, long now) {
    Arrival arrival = Arrival.UNMATCHED;
    long minute = capturedAtMs(frame);
    for (QuestionSet set : questionSets.asking(sourceId, frame.header().getDomain())) {
      boolean accounted = arrival == Arrival.WINDOWED;
      OpenWindows.Placement placement =
          windows.place(sourceId, set, KeptFrames.of(frame.reference(), !accounted), streamTime);
      placement.opened().forEach(this::bookOpened);
      if (!accounted && !placement.windows().isEmpty()) {
        arrival = Arrival.WINDOWED;
        minute = MinuteCounts.minute(capturedAtMs(frame), placement.windows().get(0));
      } else if (!accounted && placement.asked()) {
        arrival = Arrival.LATE;
      }
    }
    Arrival booked = arrival;
    ledgers.book(
        sourceId,
        minute,
        ledger -> bookArrival(ledger, booked),
        ledger -> noteArrival(ledger, frame, now));
  }

  private void bookOpened(OpenWindow window) {
    ledgers.book(
        window.getSourceId(),
        window.getStartMs(),
        ledger -> ledger.setWindowsOpened(ledger.getWindowsOpened() + 1));
  }

  private static void bookArrival(SourceLedger ledger, Arrival arrival) {
    ledger.setReceived(ledger.getReceived() + 1);
    switch (arrival) {
      case DUPLICATE -> ledger.setDuplicate(ledger.getDuplicate() + 1);
      case UNMATCHED -> ledger.setUnmatched(ledger.getUnmatched() + 1);
      case LATE -> ledger.setLate(ledger.getLate() + 1);
      case WINDOWED -> ledger.setWindowed(ledger.getWindowed() + 1);
    }
  }

  private static void noteArrival(SourceLedger ledger, ArrivedFrame frame, long now) {
    ledger.setLastArrivalMs(now);
    ledger.setDomain(frame.header().getDomain().name());
    if (capturedAtMs(frame) >= ledger.getStreamTimeMs()) {
      ledger.setStreamTimeMs(capturedAtMs(frame));
      ledger.setNewestFrame(KeptFrames.of(frame.reference(), false));
    }
  }

  private static long capturedAtMs(ArrivedFrame frame) {
    return frame.reference().getCapturedAt().toEpochMilli();
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
        close(window, ClosedBy.IDLE, now);
      }
    }
  }

  private void close(OpenWindow window, ClosedBy closedBy, long now) {
    ClosedWindow closed = windows.close(window, closedBy);
    ledgers.bookNotSelected(window.getSourceId(), closed.notSelected());
    context.forward(new Record<>(window.getSourceId(), closed, now));
  }
}
