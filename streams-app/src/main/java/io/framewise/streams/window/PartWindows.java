package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of one part form a window. It begins with the earliest picture, lasts at most the
 * window size of the set, and closes as soon as all its pictures have come.
 */
final class PartWindows implements WindowKindRule {

  /**
   * Part ids come from outside. This bounds the open windows even if every picture has a new id.
   */
  private static final int MAX_OPEN = 256;

  private final OpenWindows windows;

  PartWindows(OpenWindows windows) {
    this.windows = windows;
  }

  @Override
  public void place(Arrival arrival, Asking asking, Placing placing) {
    WindowSpec spec = asking.windows();
    Optional<String> part = Attributes.find(arrival.attributes(), Attributes.PART);
    if (part.isEmpty()) {
      return;
    }
    Optional<OpenWindow> open = windows.ofPart(arrival.sourceId(), asking.id(), part.get());
    if (windows.isPartClosed(arrival, asking.id(), part.get()) || !fits(open, spec, arrival)) {
      placing.late();
    } else if (open.isPresent()) {
      add(open.get(), arrival, spec, placing);
    } else if (asking.includes(arrival.capturedAtMs())) {
      makeRoom(arrival, asking, placing);
      add(opened(arrival, asking, placing), arrival, spec, placing);
    }
  }

  private void makeRoom(Arrival arrival, Asking asking, Placing placing) {
    List<OpenWindow> open = windows.ofSet(arrival.sourceId(), asking.id());
    if (open.size() >= MAX_OPEN) {
      placing.complete(
          windows.close(
              open.get(0), ClosedBy.STREAM_TIME, arrival.nowMs(), arrival.streamTimeMs()));
    }
  }

  /**
   * Whether all pictures of the window, with this one, are within the window's size. Pictures that
   * a wrong clock has put ahead of the stream time do not keep other pictures out.
   */
  private static boolean fits(Optional<OpenWindow> open, WindowSpec spec, Arrival arrival) {
    long at = arrival.capturedAtMs();
    if (open.isEmpty()) {
      return at + spec.getSizeMs() + spec.getGraceMs() > arrival.streamTimeMs();
    }
    OpenWindow window = open.get();
    List<KeptFrame> frames = window.getSegments();
    long size = window.getEndMs() - window.getStartMs();
    return at < window.getEndMs()
        && frames.stream()
            .filter(frame -> arrival.isAhead() || !arrival.isAhead(frame))
            .allMatch(frame -> frame.getCapturedAtMs() < at + size);
  }

  private static OpenWindow opened(Arrival arrival, Asking asking, Placing placing) {
    String part = arrival.attributes().get(Attributes.PART);
    long start = arrival.capturedAtMs();
    OpenWindow opened =
        OpenWindows.create(
            arrival,
            asking.id(),
            asking.windows(),
            new Span(part, start, start + asking.windows().getSizeMs()),
            new ArrayList<>());
    placing.opened(opened);
    return opened;
  }

  private void add(OpenWindow window, Arrival arrival, WindowSpec spec, Placing placing) {
    long size = window.getEndMs() - window.getStartMs();
    window.setStartMs(Math.min(window.getStartMs(), arrival.capturedAtMs()));
    window.setEndMs(window.getStartMs() + size);
    boolean accountedHere = placing.take(window);
    OpenWindows.count(window, arrival, accountedHere);
    List<KeptFrame> frames = new ArrayList<>(window.getSegments());
    frames.add(arrival.kept(accountedHere));
    frames.sort(SegmentSampler.BY_CAPTURE);
    window.setSegments(frames);
    if (frames.size() >= spec.getFrames()) {
      placing.complete(
          windows.close(window, ClosedBy.COMPLETE, arrival.nowMs(), arrival.streamTimeMs()));
    } else {
      windows.keep(window);
    }
  }
}
