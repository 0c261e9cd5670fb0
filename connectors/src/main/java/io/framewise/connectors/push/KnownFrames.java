package io.framewise.connectors.push;

import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The newest frames of one source and where they lie, so that one that is sent again is not
 * published again. Used by the source's thread only; the receipts by any.
 */
final class KnownFrames {

  static final int MOST = 1000;

  private final Map<String, CompletableFuture<FramePlace>> places = new LinkedHashMap<>();

  /**
   * Where a frame lies, or will; nothing of one that is not known or was lost. A frame may be lost
   * at any time: who asks twice may hear two answers.
   */
  Optional<CompletableFuture<FramePlace>> find(String frameId) {
    return Optional.ofNullable(places.get(frameId))
        .filter(place -> !place.isCompletedExceptionally());
  }

  /** Where a frame that is expected will lie. */
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
