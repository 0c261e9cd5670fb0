package io.framewise.connectors.source;

import io.framewise.connectors.scene.SceneNote;
import io.framewise.platform.image.ImageFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * One encoded picture on its way to Kafka.
 *
 * @param frameId unique within the source
 * @param capturedAt event time
 * @param format encoding of the bytes
 * @param width width in pixels
 * @param height height in pixels
 * @param bytes the encoded picture, from position to limit; never changed afterwards
 * @param attributes what is known besides
 * @param seen what was seen of it on its way
 */
public record CapturedImage(
    String frameId,
    Instant capturedAt,
    ImageFormat format,
    int width,
    int height,
    ByteBuffer bytes,
    Map<String, String> attributes,
    SceneNote seen) {

  /** Attribute that carries the name of the file that the picture was. */
  public static final String FILE_NAME = "file";

  /**
   * Attribute of every picture from a video file: seconds from the file's first picture, such as
   * {@code 12.300000}. It begins anew in each round of a loop.
   */
  public static final String MEDIA_TIME = "media-time";

  /** Copies the attributes and protects the bytes. */
  public CapturedImage {
    bytes = bytes.asReadOnlyBuffer();
    attributes = Map.copyOf(attributes);
  }
}
