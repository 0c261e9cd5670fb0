package io.framewise.model.worker;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Picture;
import io.framewise.model.internvl.PicturePrompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches and prepares the pixels of one request after the other. Picture after picture is fetched,
 * decoded and cut, so that only tiles stay in memory, and no more of them than the model's context
 * holds, the settings allow and the heap has room for.
 */
final class LookBuilder {

  private final FramePictures frames;
  private final int maxTiles;
  private final TileRoom room;
  private final Counters counters;

  /**
   * A builder of looks.
   *
   * @param maxTiles most tiles of a frame, whatever a request asks for
   */
  LookBuilder(FramePictures frames, int maxTiles, TileRoom room, Counters counters) {
    this.frames = frames;
    this.maxTiles = maxTiles;
    this.room = room;
    this.counters = counters;
  }

  /**
   * Prepares one request.
   *
   * @throws Refusal when a frame is gone or damaged, or there is too much to look at
   * @throws org.apache.kafka.common.errors.RetriableException when the pixels cannot be had, or
   *     decoded, now
   */
  Prepared build(PixelQueue.Claim claim) {
    InferenceRequest request = claim.job().request();
    PixelTime time = new PixelTime();
    List<Picture> pictures = pictures(request, time);
    counters.add(Count.PREPARED);
    counters.add(Count.FETCH_NANOS, time.fetching().toNanos());
    counters.add(Count.PREPROCESS_NANOS, time.preprocessing().toNanos());
    return new Prepared(
        claim.job(), look(request, pictures), time.fetching(), time.preprocessing(), claim);
  }

  private List<Picture> pictures(InferenceRequest request, PixelTime time) {
    int most = Math.max(1, Math.min(request.getMaxTiles(), maxTiles));
    List<Picture> pictures = new ArrayList<>();
    try {
      for (FrameRef ref : request.getFrames()) {
        pictures.add(frames.of(ref, most, pictures, time));
        room.require(pictures, 0);
      }
      return pictures;
    } catch (RuntimeException | Error e) {
      pictures.forEach(Picture::close);
      throw e;
    }
  }

  /** In the worker's words, or in those of an app that still writes them itself. */
  private static String prompt(InferenceRequest request) {
    return request.getPrompt().isEmpty()
        ? PicturePrompt.of(request.getDomain(), request.getFrames().size())
        : request.getPrompt();
  }

  private static Look look(InferenceRequest request, List<Picture> pictures) {
    return new Look(
        prompt(request),
        pictures,
        request.getQuestions().stream()
            .map(question -> Look.Ask.of(question, request.getMaxNewTokens()))
            .toList(),
        request.getMaxNewTokens());
  }
}
