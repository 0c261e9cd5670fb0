package io.framewise.streams.window;

import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.KeyedState;
import io.framewise.streams.store.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A picture and the newest reference picture form a window that closes at once. A reference belongs
 * to its source and, if it names one, to a product; a picture of a product is compared with that
 * product's reference only. While there is no reference, there are no windows.
 */
final class PairWindows implements WindowKindRule {

  private static final int MAX_REFERENCES = 256;

  private final KeyedState<KeptFrame> references;

  PairWindows(KeyedState<KeptFrame> references) {
    this.references = references;
  }

  @Override
  public void place(Arrival arrival, Asking asking, Placing placing) {
    KeptFrame reference = references.get(key(arrival));
    if (isReference(arrival) || reference == null || !asking.includes(arrival.capturedAtMs())) {
      return;
    }
    OpenWindow window =
        OpenWindows.create(
            arrival, asking.id(), asking.windows(), Span.ofPicture(arrival), List.of());
    boolean accountedHere = placing.take(window);
    OpenWindows.count(window, arrival, accountedHere);
    window.setFramesSeen(2);
    PictureWindows.close(window, List.of(reference, arrival.kept(accountedHere)), placing);
  }

  /** Keeps a reference picture. Called after all question sets have seen it. */
  void remember(Arrival arrival) {
    if (isReference(arrival) && replaces(references.get(key(arrival)), arrival)) {
      references.put(key(arrival), arrival.kept(false));
      forgetOldest(arrival.sourceId());
    }
  }

  /**
   * A newer picture replaces the known reference. So does an older one when a wrong clock has put
   * the known reference ahead of the stream time.
   */
  private static boolean replaces(KeptFrame known, Arrival arrival) {
    return known == null
        || known.getCapturedAtMs() <= arrival.capturedAtMs()
        || (arrival.isAhead(known) && !arrival.isAhead());
  }

  private void forgetOldest(String sourceId) {
    Map<String, KeptFrame> known = references.ofSource(sourceId);
    if (known.size() > MAX_REFERENCES) {
      known.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().getCapturedAtMs()))
          .ifPresent(oldest -> references.delete(oldest.getKey()));
    }
  }

  private static boolean isReference(Arrival arrival) {
    return "true".equals(arrival.attributes().get(Attributes.REFERENCE));
  }

  private static String key(Arrival arrival) {
    return Keys.of(
        arrival.sourceId(), Attributes.find(arrival.attributes(), Attributes.PRODUCT).orElse(""));
  }
}
