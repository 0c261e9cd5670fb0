package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.questions.AskingHours;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.MinuteCounts;
import io.framewise.streams.store.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The open windows of some sources. A window that was closed is never opened again: its end is
 * remembered per source and question set, so that a frame for it is late and no second request with
 * the same id can come about. Confined to one thread.
 */
final class OpenWindows {

  /**
   * Where a frame went.
   *
   * @param asked whether a window within the set's hours holds its capture time
   * @param windows the windows that took it; the first accounts for it if it says so
   * @param opened of these, the windows that it opened
   */
  record Placement(boolean asked, List<OpenWindow> windows, List<OpenWindow> opened) {}

  private static final Comparator<OpenWindow> BY_END =
      Comparator.comparingLong(OpenWindow::getEndMs).thenComparing(OpenWindow::getQuestionSetId);

  private final Table<OpenWindow> open;
  private final Table<Long> closedThrough;

  OpenWindows(WindowState state) {
    this.open = state.open();
    this.closedThrough = state.closedThrough();
  }

  /**
   * Puts a frame into every window of a set that holds its capture time, begins within the set's
   * hours and is not closed.
   *
   * @param frame the frame; the first window that takes it accounts for it if it says so
   * @param streamTimeMs newest capture time of the source, this frame included
   */
  Placement place(String sourceId, QuestionSet set, KeptFrame frame, long streamTimeMs) {
    WindowSpec spec = set.getWindow();
    long closedUntil = closedUntil(sourceId, set.getId());
    boolean asked = false;
    List<OpenWindow> windows = new ArrayList<>();
    List<OpenWindow> opened = new ArrayList<>();
    for (long start : WindowTimes.starts(spec, frame.getCapturedAtMs())) {
      if (!AskingHours.include(set, start)) {
        continue;
      }
      asked = true;
      long end = start + spec.getSizeMs();
      if (end <= closedUntil || end + spec.getGraceMs() <= streamTimeMs) {
        continue;
      }
      String key = key(sourceId, set.getId(), start, end);
      OpenWindow window = open.get(key);
      if (window == null) {
        window = newWindow(sourceId, set, start);
        opened.add(window);
      }
      boolean accountedHere = frame.getAccountedHere() && windows.isEmpty();
      add(window, KeptFrame.newBuilder(frame).setAccountedHere(accountedHere).build());
      open.put(key, window);
      windows.add(window);
    }
    return new Placement(asked, windows, opened);
  }

  /** Windows of a source whose end and grace lie behind its stream time, earliest end first. */
  List<OpenWindow> dueByStreamTime(String sourceId, long streamTimeMs) {
    return open.ofSource(sourceId).stream()
        .filter(window -> window.getEndMs() + window.getGraceMs() <= streamTimeMs)
        .sorted(BY_END)
        .toList();
  }

  /** All open windows, earliest end first. */
  List<OpenWindow> all() {
    return open.all().stream().sorted(BY_END).toList();
  }

  /** Takes a window out and remembers that it is closed. */
  ClosedWindow close(OpenWindow window, ClosedBy closedBy) {
    open.delete(
        key(
            window.getSourceId(),
            window.getQuestionSetId(),
            window.getStartMs(),
            window.getEndMs()));
    long until =
        Math.max(closedUntil(window.getSourceId(), window.getQuestionSetId()), window.getEndMs());
    closedThrough.put(Keys.of(window.getSourceId(), window.getQuestionSetId()), until);
    return new ClosedWindow(window, SegmentSampler.selected(window), closedBy);
  }

  private long closedUntil(String sourceId, String questionSetId) {
    Long until = closedThrough.get(Keys.of(sourceId, questionSetId));
    return until == null ? Long.MIN_VALUE : until;
  }

  private static void add(OpenWindow window, KeptFrame frame) {
    window.setFramesSeen(window.getFramesSeen() + 1);
    if (frame.getAccountedHere()) {
      MinuteCounts.add(
          window.getFramesAccounted(), MinuteCounts.minute(frame.getCapturedAtMs(), window));
    }
    SegmentSampler.offer(window, frame);
  }

  private static OpenWindow newWindow(String sourceId, QuestionSet set, long startMs) {
    return OpenWindow.newBuilder()
        .setSourceId(sourceId)
        .setQuestionSetId(set.getId())
        .setStartMs(startMs)
        .setEndMs(startMs + set.getWindow().getSizeMs())
        .setGraceMs(set.getWindow().getGraceMs())
        .setIdleMs(set.getWindow().getIdleMs())
        .setFramesAccounted(new ArrayList<>())
        .setSegments(SegmentSampler.emptySegments(set.getWindow().getFrames()))
        .build();
  }

  /**
   * With the end, because a changed question set may have windows of another size from the same
   * start.
   */
  private static String key(String sourceId, String questionSetId, long startMs, long endMs) {
    return Keys.of(sourceId, questionSetId + "/" + endMs, startMs);
  }
}
