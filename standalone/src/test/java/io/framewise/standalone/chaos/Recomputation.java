package io.framewise.standalone.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which windows there must be and what each of them must hold, worked out from all frames at once
 * and from what the documentation says. It shares no code with the topology.
 */
final class Recomputation {

  private static final int ID_BYTES = 16;

  private Recomputation() {}

  /** The windows of all sources by the id of their request. */
  static Map<String, Window> windows(List<SentFrame> frames, List<Look> looks) {
    Map<String, List<SentFrame>> bySource =
        frames.stream().collect(Collectors.groupingBy(SentFrame::sourceId));
    return bySource.entrySet().stream()
        .flatMap(
            source -> looks.stream().flatMap(look -> windows(source.getValue(), look).stream()))
        .collect(Collectors.toMap(Window::requestId, Function.identity()));
  }

  /** The windows of one source, in order, that a later frame of it closes; silence the others. */
  static List<Window> closedByFrames(List<SentFrame> frames, Look look) {
    long newest = frames.stream().mapToLong(SentFrame::capturedAtMs).max().orElseThrow();
    return windows(frames, look).stream()
        .filter(window -> window.endMs() + look.graceMs() <= newest)
        .toList();
  }

  private static List<Window> windows(List<SentFrame> frames, Look look) {
    Map<Long, List<SentFrame>> byStart = new TreeMap<>();
    for (SentFrame frame : frames) {
      long start = frame.capturedAtMs() / look.hopMs() * look.hopMs();
      for (; start > frame.capturedAtMs() - look.sizeMs(); start -= look.hopMs()) {
        byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(frame);
      }
    }
    return byStart.entrySet().stream()
        .map(entry -> window(entry.getValue(), look, entry.getKey()))
        .toList();
  }

  private static Window window(List<SentFrame> frames, Look look, long startMs) {
    String sourceId = frames.get(0).sourceId();
    return new Window(
        requestId(sourceId, look, startMs),
        sourceId,
        look.questionSetId(),
        startMs,
        startMs + look.sizeMs(),
        frames.size(),
        selected(frames, look, startMs));
  }

  /**
   * Of each of the equal segments the frame nearest its centre, of two equally near the earlier.
   */
  private static List<String> selected(List<SentFrame> frames, Look look, long startMs) {
    long segmentMs = look.sizeMs() / look.frames();
    List<String> selected = new ArrayList<>();
    for (int i = 0; i < look.frames(); i++) {
      long from = startMs + i * segmentMs;
      frames.stream()
          .filter(frame -> frame.capturedAtMs() >= from && frame.capturedAtMs() < from + segmentMs)
          .min(
              Comparator.<SentFrame>comparingDouble(
                      frame -> Math.abs(frame.capturedAtMs() - (from + segmentMs / 2.0)))
                  .thenComparing(SentFrame::capturedAtMs))
          .ifPresent(frame -> selected.add(frame.frameId()));
    }
    return selected;
  }

  private static String requestId(String sourceId, Look look, long startMs) {
    String identity =
        "live\n%s\n%d\n%d\n%s\n1"
            .formatted(sourceId, startMs, startMs + look.sizeMs(), look.questionSetId());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(identity.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 2 * ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
