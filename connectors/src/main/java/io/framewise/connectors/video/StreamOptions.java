package io.framewise.connectors.video;

import io.framewise.connectors.settings.ScreenArea;
import io.framewise.connectors.settings.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Options with which FFmpeg opens what it opens. A test holds them against the options that the
 * FFmpeg at hand has, since a name that it does not know is passed over without a word: {@code
 * stimeout} was the time limit once, and {@code timeout} meant something else.
 */
final class StreamOptions {

  private static final int UDP_BUFFER = 1 << 20;
  private static final int USUAL_RATE = 25;
  private static final String RAW = "rawvideo";

  private StreamOptions() {}

  /** The options of an RTSP stream, by name. */
  static Map<String, String> rtsp(Transport transport, StreamLimits limits) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("rtsp_transport", transport == Transport.TCP ? "tcp" : "udp");
    options.put("allowed_media_types", "video");
    options.put(
        "timeout", Long.toString(TimeUnit.MILLISECONDS.toMicros(limits.silence().toMillis())));
    options.put("protocol_whitelist", "tcp,udp,rtp,rtsp,tls,srtp");
    options.put("format_whitelist", "rtsp,rtp,sdp");
    options.put("codec_whitelist", Codec.decoders());
    options.put("fflags", "+discardcorrupt");
    options.put("max_delay", "500000");
    options.put("probesize", "1000000");
    options.put("analyzeduration", "2000000");
    if (transport == Transport.UDP) {
      options.put("buffer_size", Integer.toString(UDP_BUFFER));
    }
    return options;
  }

  /** The options of a video whose bytes are given: nothing else is opened for it. */
  static Map<String, String> bytes(String demuxer) {
    return Map.of(
        "protocol_whitelist", "none",
        "format_whitelist", demuxer,
        "codec_whitelist", Codec.decoders(),
        "fflags", "+discardcorrupt",
        "probesize", "2000000",
        "analyzeduration", "2000000");
  }

  /** The options of a screen. */
  static Map<String, String> screen(Optional<ScreenArea> area, double maxRate) {
    Map<String, String> options = new LinkedHashMap<>();
    // A picture that takes minutes to come could not be told from a screen that hangs.
    double rate = maxRate == 0 ? USUAL_RATE : Math.max(1, maxRate);
    options.put("framerate", Double.toString(rate));
    // Else FFmpeg goes on showing the last picture of a display that has ended: only when it asks
    // for the pointer does it notice.
    options.put("draw_mouse", "1");
    area.ifPresent(
        part -> {
          options.put("grab_x", Integer.toString(part.x()));
          options.put("grab_y", Integer.toString(part.y()));
          options.put("video_size", part.width() + "x" + part.height());
        });
    options.put("protocol_whitelist", "none");
    options.put("format_whitelist", "x11grab");
    options.put("codec_whitelist", RAW);
    return options;
  }

  /** The options of a camera at this machine. */
  static Map<String, String> camera() {
    return Map.of(
        "protocol_whitelist", "none",
        "format_whitelist", "video4linux2,v4l2",
        "codec_whitelist", RAW + "," + Codec.decoders());
  }
}
