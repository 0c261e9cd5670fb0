package io.framewise.streams.window;

import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.OpenWindow;

/** Windows of equal length in event time; they may overlap. */
final class TimeWindows implements WindowKindRule {

  private final OpenWindows windows;

  TimeWindows(OpenWindows windows) {
    this.windows = windows;
  }

  @Override
  public void place(Arrival arrival, Asking asking, Placing placing) {
    WindowSpec spec = asking.windows();
    for (long start : WindowTimes.starts(spec, arrival.capturedAtMs())) {
      if (asking.includes(start)) {
        place(arrival, asking, Span.ofTime(start, spec.getSizeMs()), placing);
      }
    }
  }

  private void place(Arrival arrival, Asking asking, Span span, Placing placing) {
    boolean isOpen =
        windows.ofSpan(arrival.sourceId(), asking.id(), span.startMs(), span.endMs()).isPresent();
    if (windows.isSpanClosed(arrival, asking.id(), asking.windows(), span.endMs())
        || (!isOpen && windows.wasClosedAhead(arrival.sourceId(), asking.id(), span))) {
      placing.late();
    } else {
      add(arrival, asking, span, placing);
    }
  }

  /** Puts a frame into the window of a span, and opens it where there is none yet. */
  void add(Arrival arrival, Asking asking, Span span, Placing placing) {
    OpenWindow window =
        windows
            .ofSpan(arrival.sourceId(), asking.id(), span.startMs(), span.endMs())
            .orElseGet(
                () -> {
                  OpenWindow opened =
                      OpenWindows.create(
                          arrival,
                          asking.id(),
                          asking.windows(),
                          span,
                          SegmentSampler.emptySegments(asking.windows().getFrames()));
                  placing.opened(opened);
                  return opened;
                });
    boolean accountedHere = placing.take(window);
    OpenWindows.count(window, arrival, accountedHere);
    SegmentSampler.offer(window, arrival.kept(accountedHere));
    windows.keep(window);
  }
}
