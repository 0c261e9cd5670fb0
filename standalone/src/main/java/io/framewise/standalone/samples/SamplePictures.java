package io.framewise.standalone.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** The sample pictures, a dozen of each kind: 480 x 360 pixels, JPEG and PNG in turn. */
public enum SamplePictures {
  /** Steel plates for inspection, see {@link PartPicture}. */
  PARTS("part"),

  /** Screens with windows and dialogs, see {@link ScreenPicture}. */
  SCREENS("screen");

  /** How many pictures there are of a kind. */
  public static final int COUNT = 12;

  /** Below those of every training set. */
  private static final long FIRST_SEED = 1060;

  private final String name;

  SamplePictures(String name) {
    this.name = name;
  }

  /**
   * Draws the pictures to {@code directory} as {@code part-01.png}, {@code part-02.jpg} and so on.
   *
   * @throws IOException when a file cannot be written
   */
  public void render(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (int number = 1; number <= COUNT; number++) {
      Path file = directory.resolve(fileName(number));
      if (!ImageIO.write(picture(number).image(), format(number), file.toFile())) {
        throw new IOException("this Java cannot write " + format(number) + " pictures");
      }
    }
  }

  /** Each picture with the truth about it, by its file's name. */
  public Map<String, Picture> pictures() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (int number = 1; number <= COUNT; number++) {
      pictures.put(fileName(number), picture(number));
    }
    return pictures;
  }

  private Picture picture(int number) {
    long seed = FIRST_SEED + number;
    return this == PARTS ? PartPicture.draw(seed) : ScreenPicture.draw(seed);
  }

  private String fileName(int number) {
    return "%s-%02d.%s".formatted(name, number, format(number));
  }

  private static String format(int number) {
    return number % 2 == 0 ? "jpg" : "png";
  }
}
