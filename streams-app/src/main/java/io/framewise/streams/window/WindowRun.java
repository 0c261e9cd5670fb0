package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.OpenWindow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The windows that a question set makes of the frames of one source, computed outside of the
 * topology. It is used to try a draft on frames that are on their topic, and applies the same rules
 * as the topology, including that for duplicates. Confined to one thread.
 */
public final class WindowRun {

  private final QuestionSet set;
  private final WindowState state = WindowState.inMemory();
  private final OpenWindows windows = new OpenWindows(state);
  private final FrameWindows frames = new FrameWindows(state, windows);
  private final Set<String> seen = new HashSet<>();
  private StreamTime time = StreamTime.NEW;

  private WindowRun(QuestionSet set) {
    this.set = set;
  }

  /**
   * All windows of a set over some frames, in the order in which they close. Windows that are open
   * after the last frame close as {@link ClosedBy#IDLE}.
   *
   * @param frames frames of one source in the order of their arrival
   */
  public static List<ClosedWindow> over(QuestionSet set, List<ArrivedFrame> frames) {
    WindowRun run = new WindowRun(set);
    List<ClosedWindow> closed = new ArrayList<>();
    frames.forEach(frame -> run.take(frame, closed));
    run.windows.all().forEach(open -> closed.add(run.close(open, ClosedBy.IDLE)));
    return closed;
  }

  private void take(ArrivedFrame frame, List<ClosedWindow> closed) {
    if (!seen.add(frame.header().getFrameId())) {
      return;
    }
    long capturedAtMs = frame.header().getCapturedAt().toEpochMilli();
    time = time.after(capturedAtMs, capturedAtMs);
    Arrival arrival = new Arrival(frame, time.timeMs(), time.timeMs());
    closed.addAll(frames.place(arrival, List.of(Asking.of(set, arrival.sourceId()))).complete());
    windows
        .dueByStreamTime(arrival.sourceId(), time.timeMs())
        .forEach(due -> closed.add(close(due, ClosedBy.STREAM_TIME)));
    windows.forgetPassed(arrival.sourceId(), time.timeMs());
  }

  private ClosedWindow close(OpenWindow window, ClosedBy closedBy) {
    return windows.close(window, closedBy, time.timeMs(), time.timeMs());
  }
}
