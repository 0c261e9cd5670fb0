package io.framewise.model.worker;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * From a frame's reference to a picture for the model, with no more work than it takes: a frame
 * that was read before and that the engine's cache has is not even fetched; one whose bytes the
 * cache has, or that stands in the same look already, is not decoded.
 */
final class FramePictures {

  private final FrameReader reader;
  private final ImageDecoder decoder;
  private final Preprocessor preprocessor;
  private final PictureCache cache;
  private final TileRoom room;
  private final KnownFrames known;

  FramePictures(
      FrameReader reader, ImageDecoder decoder, Engine engine, TileRoom room, KnownFrames known) {
    this.reader = reader;
    this.decoder = decoder;
    this.preprocessor = new Preprocessor(engine.tileSize());
    this.cache = engine.pictures();
    this.room = room;
    this.known = known;
  }

  /**
   * The picture of one frame.
   *
   * @param maxTiles most tiles that it is cut into, without the thumbnail
   * @param earlier pictures of the same look
   * @param time takes how long it took
   * @throws Refusal when the frame is gone or damaged, or has too many tiles
   * @throws org.apache.kafka.common.errors.RetriableException when the pixels cannot be had, or
   *     decoded, now
   */
  Picture of(FrameRef ref, int maxTiles, List<Picture> earlier, PixelTime time) {
    Optional<? extends Picture> kept = known.key(ref, maxTiles).flatMap(cache::find);
    if (kept.isPresent()) {
      return kept.get();
    }
    Frame frame = time.fetching(() -> fetch(ref));
    return time.preprocessing(() -> picture(ref, frame, maxTiles, earlier));
  }

  private Frame fetch(FrameRef ref) {
    FrameLookup lookup = reader.read(ref);
    if (lookup instanceof FrameLookup.Gone gone) {
      throw new Refusal("frame-gone", "frame " + gone.ref().getFrameId() + ": " + gone.reason());
    }
    return ((FrameLookup.Found) lookup).frame();
  }

  private Picture picture(FrameRef ref, Frame frame, int maxTiles, List<Picture> earlier) {
    if (!cache.keeps()) {
      return tiles(frame, maxTiles, earlier);
    }
    PictureKey key =
        PictureKey.of(frame.getPixels(), frame.getWidth(), frame.getHeight(), maxTiles);
    known.add(ref, key);
    Optional<? extends Picture> same = cache.find(key);
    if (same.isEmpty()) {
      same = among(earlier, key);
    }
    return same.isPresent() ? same.get() : tiles(frame, maxTiles, earlier).under(key);
  }

  private static Optional<PictureTiles> among(List<Picture> earlier, PictureKey key) {
    return earlier.stream()
        .filter(PictureTiles.class::isInstance)
        .map(PictureTiles.class::cast)
        .filter(tiles -> tiles.key().filter(key::equals).isPresent())
        .findFirst();
  }

  private PictureTiles tiles(Frame frame, int maxTiles, List<Picture> earlier) {
    try {
      byte[] bytes = new byte[frame.getPixels().remaining()];
      frame.getPixels().duplicate().get(bytes);
      return decoder.decode(bytes, image -> tiles(frame, image, maxTiles, earlier));
    } catch (BadImageException e) {
      throw new Refusal(
          "bad-image",
          "frame " + frame.getFrameId() + ": " + e.category() + ", " + e.getMessage(),
          e);
    }
  }

  private PictureTiles tiles(
      Frame frame, BufferedImage image, int maxTiles, List<Picture> earlier) {
    requireSize(frame, image);
    int tiles =
        preprocessor.grid(image.getWidth(), image.getHeight(), maxTiles).tilesWithThumbnail();
    room.require(earlier, tiles);
    return preprocessor.tiles(image, maxTiles);
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
