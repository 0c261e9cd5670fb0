package io.framewise.model.openai.media;

import io.framewise.contract.UserError;
import io.framewise.model.engine.Part;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.preprocess.FrameIndices;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes parts for the model of what one request shows, each picture once. */
final class Showing {

  private final Preprocessor preprocessor;
  private final MediaOptions options;
  private final Map<PictureKey, Picture> pictures;

  /**
   * For one request.
   *
   * @param kept pictures that need not be decoded
   */
  Showing(Preprocessor preprocessor, MediaOptions options, Map<PictureKey, Picture> kept) {
    this.preprocessor = preprocessor;
    this.options = options;
    pictures = new HashMap<>(kept);
  }

  List<Part> parts(List<Sight> sights) {
    List<Part> parts = new ArrayList<>();
    for (Sight sight : sights) {
      if (sight instanceof Sight.Words words) {
        parts.add(new Part.Text(words.text()));
      } else if (sight instanceof Sight.Still still) {
        SentPicture sent = still.picture();
        parts.add(new Part.Shown(pictures.computeIfAbsent(sent.key(), key -> decoded(sent))));
      } else {
        addFrames((Sight.Clip) sight, parts);
      }
    }
    return parts;
  }

  private Picture decoded(SentPicture sent) {
    try {
      return new ImageDecoder(ImageLimits.DEFAULT)
          .decode(
              sent.bytes(),
              image -> preprocessor.tiles(image, sent.key().maxTiles()).under(sent.key()));
    } catch (BadImageException e) {
      throw SightReader.refused(sent.at(), e);
    } catch (DecodersBusyException e) {
      throw ApiError.unavailable(sent.at() + ": " + e.getMessage(), 1).thrown(e);
    }
  }

  private void addFrames(Sight.Clip clip, List<Part> parts) {
    Path file = write(clip);
    try {
      List<Part> frames = new ArrayList<>();
      options
          .videos()
          .orElseThrow()
          .read(
              file,
              inVideo -> FrameIndices.original(inVideo, clip.frames()),
              frame -> addFrame(frame, frames));
      parts.addAll(frames);
    } catch (UserError e) {
      // Its message names a file of this machine.
      throw ApiError.field(
              clip.at(), "invalid_video", clip.at() + ": it is no video that can be read")
          .thrown(e);
    } finally {
      delete(file);
    }
  }

  private void addFrame(BufferedImage frame, List<Part> parts) {
    byte[] bytes = RgbImages.bytes(frame);
    PictureKey key = PictureKey.of(ByteBuffer.wrap(bytes), frame.getWidth(), frame.getHeight(), 1);
    PictureTiles tiles = preprocessor.tiles(frame, 1).under(key);
    parts.add(new Part.Text("Frame" + (parts.size() / 3 + 1) + ": "));
    parts.add(new Part.Shown(tiles));
    parts.add(new Part.Text("\n"));
  }

  private static Path write(Sight.Clip clip) {
    try {
      Path file = Files.createTempFile("framewise-video-", ".bin");
      Files.write(file, clip.bytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("a video cannot be put aside", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a video cannot be removed", e);
    }
  }
}
