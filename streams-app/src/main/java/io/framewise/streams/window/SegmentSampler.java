package io.framewise.streams.window;

import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Divides a window into equal time segments and keeps the frame nearest to the centre of each: the
 * uniform segment sampling that InternVL was trained with. The result does not depend on the order
 * in which frames arrive.
 */
final class SegmentSampler {

  static final Comparator<KeptFrame> BY_CAPTURE =
      Comparator.comparingLong(KeptFrame::getCapturedAtMs).thenComparing(KeptFrame::getFrameId);

  private SegmentSampler() {}

  /** Offers a frame that belongs to the window. */
  static void offer(OpenWindow window, KeptFrame frame) {
    List<KeptFrame> segments = window.getSegments();
    int index =
        WindowTimes.segment(
            window.getStartMs(), window.getEndMs(), segments.size(), frame.getCapturedAtMs());
    KeptFrame kept = segments.get(index);
    if (kept == null || isNearer(window, frame, kept)) {
      segments.set(index, frame);
    }
  }

  /** The frames kept, in order of capture, which is that of the segments. */
  static List<KeptFrame> selected(OpenWindow window) {
    return window.getSegments().stream().filter(Objects::nonNull).toList();
  }

  /** Empty segments for a new window. */
  static List<KeptFrame> emptySegments(int count) {
    List<KeptFrame> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(null);
    }
    return segments;
  }

  private static boolean isNearer(OpenWindow window, KeptFrame frame, KeptFrame kept) {
    int compared = Long.compare(distance(window, frame), distance(window, kept));
    return compared < 0 || (compared == 0 && BY_CAPTURE.compare(frame, kept) < 0);
  }

  private static long distance(OpenWindow window, KeptFrame frame) {
    return WindowTimes.distanceFromCentre(
        window.getStartMs(),
        window.getEndMs(),
        window.getSegments().size(),
        frame.getCapturedAtMs());
  }
}
