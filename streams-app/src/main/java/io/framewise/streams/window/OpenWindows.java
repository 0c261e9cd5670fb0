package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.ledger.MinuteCounts;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The open windows of some sources. A closed window is never opened again: a frame for it is late,
 * so there is never a second request with the same id. To that end this remembers, for each source
 * and question set, the end of the last closed span; each span that was closed ahead of its
 * source's stream time, until the stream time has passed it; and each closed part for as long as
 * frames are remembered. Confined to one thread.
 */
final class OpenWindows {

  private static final Comparator<OpenWindow> BY_END =
      Comparator.comparingLong(OpenWindow::getEndMs)
          .thenComparing(OpenWindow::getQuestionSetId)
          .thenComparing(OpenWindow::getSubject);

  private final WindowState state;

  OpenWindows(WindowState state) {
    this.state = state;
  }

  /** The open window of a span of time. */
  Optional<OpenWindow> ofSpan(String sourceId, String setId, long startMs, long endMs) {
    return Optional.ofNullable(state.open().get(spanKey(sourceId, setId, startMs, endMs)));
  }

  /** The open window of a part. */
  Optional<OpenWindow> ofPart(String sourceId, String setId, String part) {
    return Optional.ofNullable(state.open().get(partKey(sourceId, setId, part)));
  }

  /** The open windows of a set about a source. */
  List<OpenWindow> ofSet(String sourceId, String setId) {
    return state.open().ofSource(sourceId).values().stream()
        .filter(window -> window.getQuestionSetId().equals(setId))
        .sorted(BY_END)
        .toList();
  }

  /**
   * The windows of a source whose end plus grace its stream time has passed, earliest end first.
   */
  List<OpenWindow> dueByStreamTime(String sourceId, long streamTimeMs) {
    return state.open().ofSource(sourceId).values().stream()
        .filter(window -> window.getEndMs() + window.getGraceMs() <= streamTimeMs)
        .sorted(BY_END)
        .toList();
  }

  /** All open windows, earliest end first. */
  List<OpenWindow> all() {
    return all(window -> true);
  }

  /** All open windows that match, earliest end first. */
  List<OpenWindow> all(Predicate<OpenWindow> which) {
    return state.open().all().stream().filter(which).sorted(BY_END).toList();
  }

  /** Whether a span of time is closed, or the stream time has passed its end plus grace. */
  boolean isSpanClosed(Arrival arrival, String setId, WindowSpec spec, long endMs) {
    return endMs <= closedUntil(arrival.sourceId(), setId)
        || endMs + spec.getGraceMs() <= arrival.streamTimeMs();
  }

  /**
   * Whether a span was closed while it was ahead of its source's stream time. Only needed where no
   * window of the span is open.
   */
  boolean wasClosedAhead(String sourceId, String setId, Span span) {
    return state.closedThrough().get(spanKey(sourceId, setId, span.startMs(), span.endMs()))
        != null;
  }

  /**
   * Forgets the spans that were closed ahead of a source's stream time and that it has passed
   * since.
   */
  void forgetPassed(String sourceId, long streamTimeMs) {
    state
        .closedThrough()
        .ofSource(sourceId)
        .forEach(
            (key, passedAtMs) -> {
              if (Keys.isOfSpan(key) && passedAtMs <= streamTimeMs) {
                state.closedThrough().delete(key);
              }
            });
  }

  /** The end of the last closed span of a set. */
  long closedUntil(String sourceId, String setId) {
    return Objects.requireNonNullElse(
        state.closedThrough().get(Keys.of(sourceId, setId)), Long.MIN_VALUE);
  }

  /** Whether the window of a part was closed recently. */
  boolean isPartClosed(Arrival arrival, String setId, String part) {
    return state.seen().holds(partKey(arrival.sourceId(), setId, part), arrival.nowMs());
  }

  /** A window that has no frame yet and is not kept yet. */
  static OpenWindow create(
      Arrival arrival, String setId, WindowSpec spec, Span span, List<KeptFrame> segments) {
    return OpenWindow.newBuilder()
        .setSourceId(arrival.sourceId())
        .setQuestionSetId(setId)
        .setSubject(span.subject())
        .setStartMs(span.startMs())
        .setEndMs(span.endMs())
        .setBookedMs(span.startMs())
        .setGraceMs(spec.getGraceMs())
        .setIdleMs(spec.getIdleMs())
        .setFramesAccounted(new ArrayList<>())
        .setSegments(segments)
        .build();
  }

  /** Counts a frame that a window takes. */
  static void count(OpenWindow window, Arrival arrival, boolean accountedHere) {
    window.setFramesSeen(window.getFramesSeen() + 1);
    if (accountedHere) {
      MinuteCounts.add(
          window.getFramesAccounted(), MinuteCounts.minute(arrival.capturedAtMs(), window));
    }
    window.setAttributes(Attributes.merged(window.getAttributes(), arrival.attributes()));
    Scene.note(window, arrival.frame().header());
  }

  /** Keeps a window that has changed. */
  void keep(OpenWindow window) {
    state.open().put(key(window), window);
  }

  /**
   * Removes a window and remembers that it is closed. A window that begins ahead of its source's
   * stream time, as a frame with a wrong clock causes, is remembered separately, because the
   * windows before it are still open.
   *
   * @param streamTimeMs its source's time
   */
  ClosedWindow close(OpenWindow window, ClosedBy closedBy, long nowMs, long streamTimeMs) {
    state.open().delete(key(window));
    boolean isAhead = window.getStartMs() > streamTimeMs;
    if (!window.getSubject().isEmpty()) {
      state.seen().keep(key(window), nowMs);
    } else if (isAhead) {
      // The stream time from which the span counts as closed anyway.
      state.closedThrough().put(key(window), window.getEndMs() + window.getGraceMs());
    } else {
      long until = closedUntil(window.getSourceId(), window.getQuestionSetId());
      state
          .closedThrough()
          .put(
              Keys.of(window.getSourceId(), window.getQuestionSetId()),
              Math.max(until, window.getEndMs()));
    }
    return new ClosedWindow(window, SegmentSampler.selected(window), closedBy);
  }

  /** A unique name of a window, for people and logs. */
  static String name(OpenWindow window) {
    return String.join(
        " ",
        "window",
        window.getSourceId(),
        window.getQuestionSetId(),
        Long.toString(window.getStartMs()),
        Long.toString(window.getEndMs()),
        window.getSubject());
  }

  private static String key(OpenWindow window) {
    String sourceId = window.getSourceId();
    String setId = window.getQuestionSetId();
    return window.getSubject().isEmpty()
        ? spanKey(sourceId, setId, window.getStartMs(), window.getEndMs())
        : partKey(sourceId, setId, window.getSubject());
  }

  /**
   * Contains the end as well, because a changed question set may have windows of another size that
   * start at the same time.
   */
  private static String spanKey(String sourceId, String setId, long startMs, long endMs) {
    return Keys.of(sourceId, setId + "/" + endMs, startMs);
  }

  private static String partKey(String sourceId, String setId, String part) {
    return Keys.of(Keys.of(sourceId, setId), part);
  }
}
