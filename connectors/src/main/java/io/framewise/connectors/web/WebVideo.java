package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Opens what a camera gives over HTTP, and finds out from what answers which way it is. */
public final class WebVideo {

  private static final Set<String> PLAYLISTS =
      Set.of(
          "application/vnd.apple.mpegurl",
          "application/x-mpegurl",
          "audio/mpegurl",
          "audio/x-mpegurl");
  private static final int MAGIC = 16;
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,40}");

  private WebVideo() {}

  /**
   * Opens it.
   *
   * @param name the source, for errors
   * @param alive is run whenever something has come
   * @throws StreamFaultException when it cannot be opened; says why
   * @throws InterruptedException when the thread is told to stop
   */
  public static LiveVideo open(String name, WebTarget target, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException {
    WebClient client = new WebClient(target, limits, alive);
    try {
      WebAnswer answer = client.get(client.start(), Map.of());
      byte[] first = answer.peek(MAGIC, limits.wholePicture());
      if (PictureVideo.isPicture(first)) {
        return new SnapshotVideo(client, answer, target.every(), limits, alive);
      }
      String text = new String(first, StandardCharsets.ISO_8859_1).stripLeading();
      if (answer.type().startsWith("multipart/") || text.startsWith("--")) {
        return new MjpegVideo(client, answer, limits, alive);
      }
      if (PLAYLISTS.contains(answer.type()) || text.startsWith("#EXTM3U")) {
        return new HlsVideo(name, client, answer, limits, alive);
      }
      throw noPicture(answer.type());
    } catch (Throwable e) { // Whatever it was: its connection must be ended.
      client.close();
      throw e;
    }
  }

  private static StreamFaultException noPicture(String type) {
    String known = TYPE.matcher(type).matches() ? " (" + type + ")" : "";
    return new StreamFaultException(
        StreamFault.OTHER_PROTOCOL,
        "what answers there is neither a stream of JPEGs nor a picture nor a playlist"
            + known
            + ": check the address' path");
  }
}
