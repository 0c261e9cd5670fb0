package io.framewise.streams.window;

import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.state.OpenWindow;

/** Windows of equal length in event time; they may overlap. */
final class TimeWindows implements WindowKindRule {

  private final OpenWindows windows;

  TimeWindows(OpenWindows windows) {
    this.windows = windows;
  }

  @Override
  public void place(Arrival arrival, String setId, WindowSpec spec, Placing placing) {
    for (long start : WindowTimes.starts(spec, arrival.capturedAtMs())) {
      Span span = Span.ofTime(start, spec.getSizeMs());
      if (windows.isSpanClosed(arrival, setId, spec, span.endMs())) {
        placing.late();
      } else {
        add(arrival, setId, spec, span, placing);
      }
    }
  }

  /** Puts a frame into the window of a span, and opens it where there is none yet. */
  void add(Arrival arrival, String setId, WindowSpec spec, Span span, Placing placing) {
    OpenWindow window =
        windows
            .ofSpan(arrival.sourceId(), setId, span.startMs(), span.endMs())
            .orElseGet(
                () -> {
                  placing.opened();
                  return OpenWindows.create(
                      arrival, setId, spec, span, SegmentSampler.emptySegments(spec.getFrames()));
                });
    boolean accountedHere = placing.take();
    OpenWindows.count(window, arrival, accountedHere);
    SegmentSampler.offer(window, arrival.kept(accountedHere));
    windows.keep(window);
  }
}
