package io.framewise.model.ask;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Decodes frames of video files. Here only the shape of it: the decoder lives in connectors. */
@FunctionalInterface
public interface VideoReader {

  /**
   * Decodes chosen frames, one after the other.
   *
   * @param choose from the number of frames to the indices of the chosen ones, counted from 0, in
   *     ascending order
   * @param sink takes each frame in turn, in the layout of {@link
   *     io.framewise.platform.image.RgbImages}
   * @throws io.framewise.contract.UserError when the file is no video that can be read
   */
  void read(Path file, IntFunction<int[]> choose, Consumer<BufferedImage> sink);
}
