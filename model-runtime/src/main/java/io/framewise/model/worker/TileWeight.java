package io.framewise.model.worker;

import io.framewise.contract.avro.InferenceRequest;

/**
 * What a request weighs in a batch: how many tiles it may come to, before any of its pictures has
 * been seen. One that has been handed out before may be what ended the last worker that had it, so
 * it weighs too much for any company and runs alone.
 */
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

  int of(Job job) {
    return job.delivery().attempt() > 1 ? Integer.MAX_VALUE : of(job.request());
  }

  /** Most tiles, thumbnails included; at least 1, for a request without frames takes room too. */
  int of(InferenceRequest request) {
    int ofAFrame = Math.max(1, Math.min(request.getMaxTiles(), maxTiles));
    int withThumbnail = ofAFrame == 1 ? 1 : ofAFrame + 1;
    return Math.max(1, request.getFrames().size() * withThumbnail);
  }
}
