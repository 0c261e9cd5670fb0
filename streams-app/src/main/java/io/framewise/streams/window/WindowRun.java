package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.ingest.ArrivedFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The windows that a question set makes of one source's frames, outside of any topology: to try a
 * draft on frames that lie on their topic. The rules are the topology's own, down to duplicates.
 * Confined to one thread.
 */
public final class WindowRun {

  private final QuestionSet set;
  private final OpenWindows windows = new OpenWindows(WindowState.inMemory());
  private final Set<String> seen = new HashSet<>();
  private long streamTimeMs = Long.MIN_VALUE;

  private WindowRun(QuestionSet set) {
    this.set = set;
  }

  /**
   * All windows of a set over some frames, in the order of their closing; those that are open after
   * the last frame close as {@link ClosedBy#IDLE}.
   *
   * @param frames frames of one source in the order of their arrival
   */
  public static List<ClosedWindow> over(QuestionSet set, List<ArrivedFrame> frames) {
    WindowRun run = new WindowRun(set);
    List<ClosedWindow> closed = new ArrayList<>();
    frames.forEach(frame -> closed.addAll(run.take(frame)));
    run.windows.all().forEach(open -> closed.add(run.windows.close(open, ClosedBy.IDLE)));
    return closed;
  }

  private List<ClosedWindow> take(ArrivedFrame frame) {
    if (!seen.add(frame.header().getFrameId())) {
      return List.of();
    }
    String sourceId = frame.header().getSourceId();
    streamTimeMs = Math.max(streamTimeMs, frame.header().getCapturedAt().toEpochMilli());
    windows.place(sourceId, set, KeptFrames.of(frame.reference(), true), streamTimeMs);
    return windows.dueByStreamTime(sourceId, streamTimeMs).stream()
        .map(due -> windows.close(due, ClosedBy.STREAM_TIME))
        .toList();
  }
}
