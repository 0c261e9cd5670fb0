package io.framewise.connectors.video;

import io.framewise.connectors.settings.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Options with which FFmpeg opens what it opens. A test holds them against the options that the
 * FFmpeg at hand has, since a name that it does not know is passed over without a word: {@code
 * stimeout} was the time limit once, and {@code timeout} meant something else.
 */
final class StreamOptions {

  private static final int UDP_BUFFER = 1 << 20;

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
}
