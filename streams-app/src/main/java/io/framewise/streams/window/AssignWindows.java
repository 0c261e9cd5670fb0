package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.questions.QuestionSets;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Ledgers;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Puts frames into the windows of the question sets that ask about their source, and closes
 * windows: by stream time, which is the newest capture time of the same source, or by wall clock
 * when the source has fallen silent.
 *
 * <p>Each frame is booked exactly once: duplicate, unmatched, late (all its windows are closed) or
 * windowed. Of several windows that see a frame the first one accounts for it.
 */
public final class AssignWindows implements Processor<String, ArrivedFrame, String, ClosedWindow> {

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
      ledgers.update(sourceId, ledger -> ledger.setDuplicate(ledger.getDuplicate() + 1));
      return;
    }
    bookArrival(sourceId, frame, now);
    List<QuestionSet> sets = questionSets.asking(sourceId, frame.header().getDomain());
    int opened = 0;
    boolean windowed = false;
    long streamTime = ledgers.of(sourceId).getStreamTimeMs();
    for (QuestionSet set : sets) {
      OpenWindows.Placement placement =
          windows.place(sourceId, set, KeptFrames.of(frame.reference(), !windowed), streamTime);
      opened += placement.opened();
      windowed |= placement.placed() > 0;
    }
    bookPlacement(sourceId, sets.isEmpty(), windowed, opened);
    for (OpenWindow due : windows.dueByStreamTime(sourceId, streamTime)) {
      close(due, ClosedBy.STREAM_TIME, now);
    }
  }

  private void bookArrival(String sourceId, ArrivedFrame frame, long now) {
    KeptFrame kept = KeptFrames.of(frame.reference(), false);
    ledgers.update(
        sourceId,
        ledger -> {
          ledger.setLastArrivalMs(now);
          ledger.setDomain(frame.header().getDomain().name());
          if (kept.getCapturedAtMs() >= ledger.getStreamTimeMs()) {
            ledger.setStreamTimeMs(kept.getCapturedAtMs());
            ledger.setNewestFrame(kept);
          }
        });
  }

  private void bookPlacement(String sourceId, boolean unmatched, boolean windowed, int opened) {
    ledgers.update(
        sourceId,
        ledger -> {
          ledger.setWindowsOpened(ledger.getWindowsOpened() + opened);
          if (unmatched) {
            ledger.setUnmatched(ledger.getUnmatched() + 1);
          } else if (windowed) {
            ledger.setWindowed(ledger.getWindowed() + 1);
          } else {
            ledger.setLate(ledger.getLate() + 1);
          }
        });
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
    int notSelected = window.getFramesAccounted() - closed.selectedAccounted();
    ledgers.update(
        window.getSourceId(),
        ledger -> ledger.setNotSelected(ledger.getNotSelected() + notSelected));
    context.forward(new Record<>(window.getSourceId(), closed, now));
  }
}
