package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.preprocess.FrameIndices;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes tiles of the pictures of one conversation, and no more of them than the model's context
 * holds.
 */
final class PictureLoader {

  private final Preprocessor preprocessor;
  private final PictureOptions options;
  private final VideoReader videos;
  private final int mostTiles;
  private int tiles;

  PictureLoader(Engine engine, PictureOptions options, VideoReader videos) {
    preprocessor = new Preprocessor(engine.tileSize());
    this.options = options;
    this.videos = videos;
    mostTiles = engine.contextLength() / engine.tokensPerTile();
  }

  /** A still picture, cut into tiles by its shape. */
  Shown image(PictureFile file) {
    return shown(file.path(), file.decode(), file.bytes(), options.maxTiles());
  }

  /** Frames of a video, spread over its length, each stretched onto one tile. */
  List<Shown> video(Path file) {
    List<Shown> frames = new ArrayList<>();
    videos.read(
        file,
        inVideo -> FrameIndices.original(inVideo, options.frames()),
        frame -> frames.add(shown(file, frame, RgbImages.bytes(frame), 1)));
    return frames;
  }

  /** Forgets what was shown: another conversation begins. */
  void reset() {
    tiles = 0;
  }

  /**
   * Makes tiles.
   *
   * @param bytes all that the picture is made from
   */
  private Shown shown(Path file, BufferedImage image, byte[] bytes, int most) {
    int needed = preprocessor.grid(image.getWidth(), image.getHeight(), most).tilesWithThumbnail();
    if (tiles + needed > mostTiles) {
      throw new UserError(
          file + " does not fit: the model's context holds " + mostTiles + " tiles",
          "show fewer pictures or frames, or give a lower --max-tiles");
    }
    tiles += needed;
    PictureKey key =
        PictureKey.of(ByteBuffer.wrap(bytes), image.getWidth(), image.getHeight(), most);
    return new Shown(
        preprocessor.tiles(image, most).under(key), image.getWidth(), image.getHeight());
  }
}
