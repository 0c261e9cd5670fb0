package io.framewise.connectors.push;

import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The newest frames of one source and where they lie, so that one that is sent again is not
 * published again. Used by the source's thread only; the receipts by any.
 */
final class KnownFrames {

  static final int MOST = 1000;

  private final Map<String, CompletableFuture<FramePlace>> places = new LinkedHashMap<>();

  /** Whether it is published or on its way; one that was lost is not. */
  boolean has(String frameId) {
    CompletableFuture<FramePlace> place = places.get(frameId);
    return place != null && !place.isCompletedExceptionally();
  }

  boolean hasAll(Collection<String> frameIds) {
    return frameIds.stream().allMatch(this::has);
  }

  /** Where a frame lies, or will. */
  CompletableFuture<FramePlace> place(String frameId) {
    return places.get(frameId);
  }

  /** Expects a frame; returns who is to be told of it. */
  Receipt expect(String frameId) {
    CompletableFuture<FramePlace> place = new CompletableFuture<>();
    places.put(frameId, place);
    if (places.size() > MOST) {
      places.keySet().remove(places.keySet().iterator().next());
    }
    return new Receipt() {
      @Override
      public void published(FramePlace where) {
        place.complete(where);
      }

      @Override
      public void lost() {
        place.completeExceptionally(
            Refusal.busy("Kafka takes no pictures now; send it again in a moment"));
      }

      @Override
      public void refused() {
        place.completeExceptionally(
            Refusal.unusable("Kafka refuses the frame; the log of the connectors says why"));
      }
    };
  }
}
