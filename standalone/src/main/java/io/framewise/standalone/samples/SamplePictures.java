package io.framewise.standalone.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The sample inspection pictures: twelve steel plates, some without a fault, some scratched, dented
 * or with a hole missing. 480 x 360 pixels, PNG and JPEG in turn.
 */
public final class SamplePictures {

  private static final List<Defect> PARTS =
      List.of(
          Defect.NONE,
          Defect.SCRATCH,
          Defect.NONE,
          Defect.MISSING_HOLE,
          Defect.DENT,
          Defect.NONE,
          Defect.SCRATCH,
          Defect.MISSING_HOLE,
          Defect.NONE,
          Defect.DENT,
          Defect.SCRATCH,
          Defect.MISSING_HOLE);

  /** How many pictures there are. */
  public static final int COUNT = PARTS.size();

  private SamplePictures() {}

  /**
   * Draws the pictures to {@code directory} as {@code part-01.png}, {@code part-02.jpg} and so on.
   *
   * @throws IOException when a file cannot be written
   */
  public static void render(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < COUNT; i++) {
      int number = i + 1;
      String format = number % 2 == 0 ? "jpg" : "png";
      BufferedImage image = PartPicture.draw(number, PARTS.get(i));
      Path file = directory.resolve("part-%02d.%s".formatted(number, format));
      if (!ImageIO.write(image, format, file.toFile())) {
        throw new IOException("this Java cannot write " + format + " pictures");
      }
    }
  }
}
