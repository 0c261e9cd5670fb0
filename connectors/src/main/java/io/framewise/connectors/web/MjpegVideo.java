package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.platform.image.ImageFormat;

/** MJPEG: one answer that never ends, a picture after the other. */
final class MjpegVideo extends PictureVideo {

  private final WebClient client;
  private final WebAnswer answer;
  private final Multipart parts;
  private final StreamLimits limits;
  private final Runnable alive;

  MjpegVideo(WebClient client, WebAnswer answer, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException {
    super(limits);
    this.client = client;
    this.limits = limits;
    this.answer = answer;
    this.alive = alive;
    this.parts = new Multipart(answer.body(), MOST_BYTES, limits.wholePicture());
    begin(fetch());
  }

  @Override
  byte[] fetch() throws StreamFaultException, InterruptedException {
    long deadline = System.nanoTime() + limits.wholePicture().toNanos();
    while (true) {
      byte[] part = parts.next();
      alive.run();
      if (isPicture(part)) {
        return part;
      }
      passOver();
      if (System.nanoTime() - deadline > 0) {
        throw WebFaults.noPictures(limits.wholePicture());
      }
    }
  }

  @Override
  String codec(ImageFormat format) {
    return format == ImageFormat.JPEG ? "MJPEG" : format.toString();
  }

  @Override
  public void close() {
    super.close();
    answer.close();
    client.close();
  }
}
