package io.framewise.streams.api;

import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.frame.FrameLookup;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import io.framewise.streams.query.Queries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.kafka.common.errors.TimeoutException;

/** Newest pictures as JPEG. Blocking. */
final class FramePictures {

  private final Queries queries;
  private final Function<FrameRef, FrameLookup> reader;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  FramePictures(Queries queries, Function<FrameRef, FrameLookup> reader) {
    this.queries = queries;
    this.reader = reader;
  }

  /** The newest picture of a source as JPEG. */
  byte[] newestJpeg(String sourceId) {
    FrameRef ref =
        queries
            .newestFrame(sourceId)
            .orElseThrow(() -> Problem.notFound("no frame of source " + sourceId + " is known"));
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

  byte[] jpeg(Frame frame) {
    byte[] bytes = new byte[frame.getPixels().remaining()];
    frame.getPixels().duplicate().get(bytes);
    if (ImageFormat.of(bytes).filter(format -> format == ImageFormat.JPEG).isPresent()) {
      return bytes;
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try {
      ImageIO.write(decoder.decode(bytes), "jpeg", encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }
}
