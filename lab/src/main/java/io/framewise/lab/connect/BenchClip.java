package io.framewise.lab.connect;

import io.framewise.connectors.testing.MovingClip;
import io.framewise.lab.model.BenchPicture;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The videos that are measured: a view that moves over a picture of many colours and some noise.
 */
enum BenchClip {
  /** What most cameras send, with a key frame a second. */
  H264_1080P("mp4", false, 1920, 1080),
  /** The same of a camera before which nothing moves. */
  STILL_1080P("mp4", false, 1920, 1080),
  /** The same as a camera has it, without a container. */
  CAMERA_1080P("h264", false, 1920, 1080),
  /** JPEGs in 4K. */
  JPEG_4K("matroska", true, 3840, 2160);

  private static final int MARGIN = 256;

  private final String format;
  private final boolean jpegs;
  private final int width;
  private final int height;

  BenchClip(String format, boolean jpegs, int width, int height) {
    this.format = format;
    this.jpegs = jpegs;
    this.width = width;
    this.height = height;
  }

  /** As it stands in figures. */
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes so many pictures into a file of that folder. */
  Path render(Path folder, int frames) {
    int margin = this == STILL_1080P ? 0 : MARGIN; // With no room the view stays where it is.
    return new MovingClip(format, jpegs, width, height)
        .render(
            folder.resolve(written() + "." + format),
            BenchPicture.drawn(width + margin, height + margin),
            frames);
  }
}
