package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Decodes mutants of all the pictures of one format. */
final class FuzzRun {

  /** What became of the mutants. */
  record Result(int decoded, int refused, long slowestMillis) {}

  private FuzzRun() {}

  /**
   * Decodes {@code count} mutants.
   *
   * @throws AssertionError for one that ends in anything but a picture of the size of its header,
   *     or a refusal
   */
  static Result of(ImageFormat format, int count, ImageLimits limits) throws IOException {
    ImageDecoder decoder = new ImageDecoder(limits);
    List<byte[]> seeds = seeds(format);
    Mutants mutants = new Mutants(format.name().hashCode());
    int refused = 0;
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutants.next(seeds.get(i % seeds.size()), format);
      long began = System.nanoTime();
      try {
        check(decoder.decode(mutant), mutant, limits);
      } catch (BadImageException e) {
        refused++;
      } catch (Throwable e) { // whatever it is, the mutant must be shown
        fail(format + " mutant " + i + ": " + Base64.getEncoder().encodeToString(mutant), e);
      }
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    return new Result(count - refused, refused, slowest / 1_000_000);
  }

  private static void check(BufferedImage image, byte[] mutant, ImageLimits limits) {
    ImageProbe probe = ImageProbe.of(mutant, limits);
    if (image.getWidth() != probe.width() || image.getHeight() != probe.height()) {
      throw new AssertionError(probe + " became " + image.getWidth() + "x" + image.getHeight());
    }
  }

  private static List<byte[]> seeds(ImageFormat format) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String list : List.of("/pictures/pictures.csv", "/pictures/camera-pictures.csv")) {
      for (String line : PictureKindsTest.text(list).lines().toList()) {
        if (!line.startsWith("#")) {
          byte[] picture = PictureKindsTest.bytes(line.split(",")[0]);
          if (ImageFormat.of(picture).filter(format::equals).isPresent()) {
            seeds.add(picture);
          }
        }
      }
    }
    return seeds;
  }
}
