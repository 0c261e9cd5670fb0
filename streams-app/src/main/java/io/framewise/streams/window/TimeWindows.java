package io.framewise.streams.window;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.questions.AskingHours;
import io.framewise.streams.state.OpenWindow;

/** Windows of equal length in event time; they may overlap. */
final class TimeWindows implements WindowKindRule {

  private final OpenWindows windows;

  TimeWindows(OpenWindows windows) {
    this.windows = windows;
  }

  @Override
  public void place(Arrival arrival, QuestionSet set, WindowSpec spec, Placing placing) {
    for (long start : WindowTimes.starts(spec, arrival.capturedAtMs())) {
      if (AskingHours.include(set, start)) {
        place(arrival, set, spec, Span.ofTime(start, spec.getSizeMs()), placing);
      }
    }
  }

  private void place(
      Arrival arrival, QuestionSet set, WindowSpec spec, Span span, Placing placing) {
    boolean isOpen =
        windows.ofSpan(arrival.sourceId(), set.getId(), span.startMs(), span.endMs()).isPresent();
    if (windows.isSpanClosed(arrival, set.getId(), spec, span.endMs())
        || (!isOpen && windows.wasClosedAhead(arrival.sourceId(), set.getId(), span))) {
      placing.late();
    } else {
      add(arrival, set, spec, span, placing);
    }
  }

  /** Puts a frame into the window of a span, and opens it where there is none yet. */
  void add(Arrival arrival, QuestionSet set, WindowSpec spec, Span span, Placing placing) {
    OpenWindow window =
        windows
            .ofSpan(arrival.sourceId(), set.getId(), span.startMs(), span.endMs())
            .orElseGet(
                () -> {
                  OpenWindow opened =
                      OpenWindows.create(
                          arrival,
                          set.getId(),
                          spec,
                          span,
                          SegmentSampler.emptySegments(spec.getFrames()));
                  placing.opened(opened);
                  return opened;
                });
    boolean accountedHere = placing.take(window);
    OpenWindows.count(window, arrival, accountedHere);
    SegmentSampler.offer(window, arrival.kept(accountedHere));
    windows.keep(window);
  }
}
