package io.framewise.model.worker;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches and prepares the pixels of one request after the other. Picture after picture is fetched,
 * decoded and cut, so that only tiles stay in memory, and no more of them than the model's context
 * holds, the settings allow and the heap has room for.
 */
final class LookBuilder {

  private final FrameReader reader;
  private final ImageDecoder decoder;
  private final Preprocessor preprocessor;
  private final int maxTiles;
  private final TileRoom room;

  LookBuilder(FrameReader reader, Engine engine, ModelSettings settings, TileRoom room) {
    this(reader, engine, settings, room, new ImageDecoder(ImageLimits.DEFAULT));
  }

  /** The same by another decoder. */
  LookBuilder(
      FrameReader reader,
      Engine engine,
      ModelSettings settings,
      TileRoom room,
      ImageDecoder decoder) {
    this.reader = reader;
    this.decoder = decoder;
    this.preprocessor = new Preprocessor(engine.tileSize());
    this.maxTiles = settings.maxTiles();
    this.room = room;
  }

  /**
   * Prepares one request.
   *
   * @param start when its batch started
   * @throws Refusal when a frame is gone or damaged, or there is too much to look at
   * @throws org.apache.kafka.common.errors.RetriableException when the pixels cannot be had, or
   *     decoded, now
   */
  Prepared build(Job job, Instant start) {
    InferenceRequest request = job.request();
    List<PictureTiles> pictures = new ArrayList<>();
    int tilesLeft = room.ofALook();
    long fetching = 0;
    long preprocessing = 0;
    for (FrameRef ref : request.getFrames()) {
      long began = System.nanoTime();
      FrameLookup lookup = reader.read(ref);
      long fetched = System.nanoTime();
      PictureTiles picture = tiles(pixels(lookup), request.getMaxTiles(), tilesLeft);
      pictures.add(picture);
      tilesLeft -= picture.tiles();
      fetching += fetched - began;
      preprocessing += System.nanoTime() - fetched;
    }
    Duration queued = Duration.between(request.getCreatedAt(), start);
    return new Prepared(
        job,
        look(request, pictures),
        queued.isNegative() ? Duration.ZERO : queued,
        Duration.ofNanos(fetching),
        Duration.ofNanos(preprocessing));
  }

  private static Look look(InferenceRequest request, List<PictureTiles> pictures) {
    return new Look(
        request.getPrompt(),
        pictures,
        request.getQuestions().stream()
            .map(question -> Look.Ask.of(question, request.getMaxNewTokens()))
            .toList(),
        request.getMaxNewTokens());
  }

  private static Frame pixels(FrameLookup lookup) {
    if (lookup instanceof FrameLookup.Gone gone) {
      throw new Refusal("frame-gone", "frame " + gone.ref().getFrameId() + ": " + gone.reason());
    }
    return ((FrameLookup.Found) lookup).frame();
  }

  private PictureTiles tiles(Frame frame, int wanted, int tilesLeft) {
    try {
      byte[] bytes = new byte[frame.getPixels().remaining()];
      frame.getPixels().duplicate().get(bytes);
      return decoder.decode(bytes, image -> tiles(frame, image, wanted, tilesLeft));
    } catch (BadImageException e) {
      throw new Refusal(
          "bad-image",
          "frame " + frame.getFrameId() + ": " + e.category() + ", " + e.getMessage(),
          e);
    }
  }

  private PictureTiles tiles(Frame frame, BufferedImage image, int wanted, int tilesLeft) {
    requireSize(frame, image);
    int most = Math.max(1, Math.min(wanted, maxTiles));
    int tiles = preprocessor.grid(image.getWidth(), image.getHeight(), most).tilesWithThumbnail();
    if (tiles > tilesLeft) {
      throw new Refusal(
          "look-refused", room.bound() + " holds " + room.ofALook() + " tiles, not more");
    }
    return preprocessor.tiles(image, most);
  }

  /** Boxes are counted in the pixels that the record tells of. */
  private static void requireSize(Frame frame, BufferedImage image) {
    if (image.getWidth() != frame.getWidth() || image.getHeight() != frame.getHeight()) {
      throw new Refusal(
          "bad-image",
          "frame "
              + frame.getFrameId()
              + ": its record says "
              + frame.getWidth()
              + " x "
              + frame.getHeight()
              + ", its picture stands upright as "
              + image.getWidth()
              + " x "
              + image.getHeight()
              + "; a producer must write the size that EXIF's orientation gives");
    }
  }
}
