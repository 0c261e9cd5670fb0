package io.framewise.streams.window;

import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.KeyedState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Windows that begin with a picture that differs from the one before. Pictures are compared by
 * their encoded bytes. This works for screens, because an unchanged screen is encoded to the same
 * bytes; pictures of a camera always differ by noise. A picture that is older than one that has
 * already come begins no window.
 */
final class ChangeWindows implements WindowKindRule {

  private final OpenWindows windows;
  private final TimeWindows spans;
  private final KeyedState<Long> newestPictures;

  ChangeWindows(OpenWindows windows, TimeWindows spans, KeyedState<Long> newestPictures) {
    this.windows = windows;
    this.spans = spans;
    this.newestPictures = newestPictures;
  }

  @Override
  public void place(Arrival arrival, Asking asking, Placing placing) {
    Optional<Span> open = open(arrival, asking.id());
    if (open.isPresent()) {
      spans.add(arrival, asking, open.get(), placing);
    } else if (arrival.capturedAtMs() < windows.closedUntil(arrival.sourceId(), asking.id())) {
      placing.late();
    } else if (arrival.isNewest() && differs(arrival) && asking.includes(arrival.capturedAtMs())) {
      Span span = Span.ofTime(arrival.capturedAtMs(), asking.windows().getSizeMs());
      if (windows.wasClosedAhead(arrival.sourceId(), asking.id(), span)) {
        placing.late();
      } else {
        spans.add(arrival, asking, span, placing);
      }
    }
  }

  /** Remembers the newest picture. Called after all question sets have seen it. */
  void remember(Arrival arrival) {
    OptionalLong checksum = arrival.frame().checksum();
    if (arrival.isNewest() && checksum.isPresent()) {
      newestPictures.put(arrival.sourceId(), checksum.getAsLong());
    }
  }

  private Optional<Span> open(Arrival arrival, String setId) {
    long at = arrival.capturedAtMs();
    return windows.ofSet(arrival.sourceId(), setId).stream()
        .filter(window -> window.getSubject().isEmpty())
        .filter(window -> window.getStartMs() <= at && at < window.getEndMs())
        .map(ChangeWindows::span)
        .findFirst();
  }

  private static Span span(OpenWindow window) {
    return new Span("", window.getStartMs(), window.getEndMs());
  }

  private boolean differs(Arrival arrival) {
    Long before = newestPictures.get(arrival.sourceId());
    OptionalLong now = arrival.frame().checksum();
    return now.isPresent() && (before == null || before != now.getAsLong());
  }
}
