package io.framewise.model.ask;

import io.framewise.contract.UserError;
import picocli.CommandLine.Option;

/** The flags of commands that show pictures to a model. A picocli mix-in. */
final class PictureOptions {

  private static final int MOST_TILES = 40;
  private static final int MOST_FRAMES = 1024;

  @Option(
      names = "--max-tiles",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Most tiles that an image is cut into; a thumbnail is extra. Default: ${DEFAULT-VALUE}.")
  private int maxTiles;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "8",
      description = "Frames that are taken from a video. Default: ${DEFAULT-VALUE}.")
  private int frames;

  /**
   * Fails when a flag is out of bounds.
   *
   * @throws UserError naming the flag
   */
  void check() {
    between("--max-tiles", maxTiles, MOST_TILES);
    between("--frames", frames, MOST_FRAMES);
  }

  private static void between(String flag, int value, int most) {
    if (value < 1 || value > most) {
      throw new UserError(flag + " is " + value, "give a number from 1 to " + most);
    }
  }

  int maxTiles() {
    return maxTiles;
  }

  int frames() {
    return frames;
  }
}
