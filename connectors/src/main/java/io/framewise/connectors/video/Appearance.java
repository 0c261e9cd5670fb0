package io.framewise.connectors.video;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What a stream says of how a picture is to be shown, besides its size and turn.
 *
 * @param pixelWidth width of a pixel compared with its height; 0 when it is not known
 * @param pixelHeight height of a pixel compared with its width
 * @param colours number of the colour matrix, FFmpeg's
 * @param fullRange whether colours use the whole range of numbers
 */
record Appearance(int pixelWidth, int pixelHeight, int colours, boolean fullRange) {

  /** What the decoder knows now. */
  static Appearance of(AVCodecContext decoder) {
    return new Appearance(
        decoder.sample_aspect_ratio().num(),
        decoder.sample_aspect_ratio().den(),
        decoder.colorspace(),
        decoder.color_range() == avutil.AVCOL_RANGE_JPEG);
  }
}
