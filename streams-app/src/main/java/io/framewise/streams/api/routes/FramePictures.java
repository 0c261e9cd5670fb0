package io.framewise.streams.api.routes;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.query.Queries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.kafka.common.errors.TimeoutException;

/** Newest pictures as JPEG. Blocking. */
public final class FramePictures {

  private final Queries queries;
  private final Function<FrameRef, FrameLookup> reader;
  private final ImageDecoder decoder;

  public FramePictures(Queries queries, Function<FrameRef, FrameLookup> reader) {
    this(queries, reader, new ImageDecoder(ImageLimits.DEFAULT));
  }

  /** The same by another decoder. */
  FramePictures(Queries queries, Function<FrameRef, FrameLookup> reader, ImageDecoder decoder) {
    this.decoder = decoder;
    this.queries = queries;
    this.reader = reader;
  }

  /** The newest picture of a source as JPEG. */
  byte[] newestJpeg(String sourceId) {
    FrameRef ref = queries.newestFrame(sourceId).orElseThrow(() -> noFrame(sourceId));
    try {
      FrameLookup lookup = reader.apply(ref);
      if (lookup instanceof FrameLookup.Found found) {
        return jpeg(found.frame());
      }
      throw Problem.notFound(
          "the newest frame of source " + sourceId + " is no longer on its topic");
    } catch (TimeoutException e) {
      throw Problem.notReady("the newest frame did not arrive in time");
    } catch (BadImageException e) {
      throw Problem.notFound(
          "the newest frame of source " + sourceId + " is not a readable picture");
    }
  }

  /** What is said of a source of which there is no frame. */
  static Problem noFrame(String sourceId) {
    return Problem.notFound("no frame of source " + sourceId + " is known");
  }

  /**
   * The picture of a frame as JPEG.
   *
   * @throws BadImageException when it cannot be decoded
   * @throws Problem when it cannot be decoded now
   */
  byte[] jpeg(Frame frame) {
    byte[] bytes = new byte[frame.getPixels().remaining()];
    frame.getPixels().duplicate().get(bytes);
    if (ImageFormat.of(bytes).filter(format -> format == ImageFormat.JPEG).isPresent()) {
      return bytes;
    }
    try {
      return decoder.decode(bytes, FramePictures::encode);
    } catch (DecodersBusyException e) {
      throw Problem.notReady("the frame cannot be decoded now, " + e.getMessage());
    }
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }
}
