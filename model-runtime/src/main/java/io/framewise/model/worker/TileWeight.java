package io.framewise.model.worker;

import io.framewise.contract.avro.InferenceRequest;

/** How many tiles a request may come to, before any of its pictures has been seen. */
final class TileWeight {

  private final int maxTiles;

  /**
   * Of a worker that cuts a frame into so many tiles at most.
   *
   * @param maxTiles without the thumbnail
   */
  TileWeight(int maxTiles) {
    this.maxTiles = maxTiles;
  }

  /** Most tiles, thumbnails included; at least 1, for a request without frames takes room too. */
  int of(InferenceRequest request) {
    int ofAFrame = Math.max(1, Math.min(request.getMaxTiles(), maxTiles));
    int withThumbnail = ofAFrame == 1 ? 1 : ofAFrame + 1;
    return Math.max(1, request.getFrames().size() * withThumbnail);
  }
}
