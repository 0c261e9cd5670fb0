package io.framewise.connectors.video;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures as JPEG at one quality. Not safe for use by several threads. */
public final class JpegEncoder implements AutoCloseable {

  private static final float PERCENT = 100f;

  private final ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/jpeg").next();
  private final ImageWriteParam parameters = writer.getDefaultWriteParam();

  /** An encoder of a quality from 1 to 100. */
  public JpegEncoder(int quality) {
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality / PERCENT);
  }

  /** The picture as JPEG. */
  public ByteBuffer encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory could not be encoded", e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  @Override
  public void close() {
    writer.dispose();
  }
}
