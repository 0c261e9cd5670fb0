package io.framewise.connectors.video;

import io.framewise.connectors.settings.ScreenArea;
import io.framewise.connectors.settings.Transport;
import io.framewise.contract.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What FFmpeg is to open, and which of its parts it may use for that.
 *
 * @param demuxer the only demuxer
 * @param address where it is; empty where {@code bytes} are given
 * @param options FFmpeg's options
 * @param bytes where the bytes come from, where FFmpeg does not fetch them itself
 * @param local what it reads where it is a device of this machine
 */
public record FfmpegInput(
    String demuxer,
    Secret address,
    Map<String, String> options,
    Optional<StreamBytes> bytes,
    Optional<LocalDevice> local) {

  /** Keeps the options as they are. */
  public FfmpegInput {
    options = Map.copyOf(options);
  }

  /** An RTSP stream at an address with user and password. */
  public static FfmpegInput rtsp(Secret address, Transport transport, StreamLimits limits) {
    return new FfmpegInput(
        "rtsp", address, StreamOptions.rtsp(transport, limits), Optional.empty(), Optional.empty());
  }

  /** A video of which only the bytes reach FFmpeg: it connects to nothing. */
  public static FfmpegInput bytes(String demuxer, StreamBytes bytes) {
    return new FfmpegInput(
        demuxer, Secret.NONE, StreamOptions.bytes(demuxer), Optional.of(bytes), Optional.empty());
  }

  /**
   * A screen of this machine.
   *
   * @param display the X display, such as :0
   * @param area the part of it; nothing for all of it
   */
  public static FfmpegInput screen(String display, Optional<ScreenArea> area, StreamLimits limits) {
    return new FfmpegInput(
        "x11grab",
        Secret.of(display),
        StreamOptions.screen(area, limits.maxRate()),
        Optional.empty(),
        Optional.of(LocalDevice.SCREEN));
  }

  /** A camera at this machine, by its device. */
  public static FfmpegInput camera(String device) {
    return new FfmpegInput(
        "v4l2",
        Secret.of(device),
        StreamOptions.camera(),
        Optional.empty(),
        Optional.of(LocalDevice.CAMERA));
  }
}
