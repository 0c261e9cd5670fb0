package io.framewise.lab.training;

import io.framewise.connectors.video.JpegEncoder;
import io.framewise.contract.avro.Domain;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.standalone.samples.PartPicture;
import io.framewise.standalone.samples.Picture;
import io.framewise.standalone.samples.ScreenPicture;
import io.framewise.standalone.samples.Thing;
import io.framewise.standalone.samples.YardScene;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Windows over scenes. Their pictures have been through PNG or JPEG like those of the product's
 * sources.
 */
final class SceneWindows {

  private static final int FRAMES = 4;
  private static final int LOWEST_QUALITY = 65;
  private static final int QUALITY_RANGE = 30;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  /** All windows of four frames, a second apart, of the yard of a seed. */
  List<SceneWindow> yard(long seed) {
    YardScene scene = new YardScene(seed);
    Random random = new Random(~seed);
    double first = random.nextDouble();
    int quality = quality(random);
    List<Double> seconds = new ArrayList<>();
    List<BufferedImage> frames = new ArrayList<>();
    List<List<Thing>> things = new ArrayList<>();
    for (double second = first; second < YardScene.SECONDS; second++) {
      BufferedImage image =
          new BufferedImage(YardScene.SIZE, YardScene.SIZE, BufferedImage.TYPE_INT_RGB);
      scene.draw(image, second);
      seconds.add(second);
      frames.add(compressed(image, quality));
      things.add(scene.things(second));
    }
    List<SceneWindow> windows = new ArrayList<>();
    for (int i = 0; i + FRAMES <= frames.size(); i++) {
      int end = i + FRAMES;
      windows.add(
          new SceneWindow(
              Domain.VIDEO,
              frames.subList(i, end),
              things.subList(i, end),
              scene.answers(seconds.subList(i, end))));
    }
    return windows;
  }

  /** The one window of the screen of a seed. */
  SceneWindow screen(long seed) {
    return single(Domain.SCREEN, ScreenPicture.draw(seed), seed);
  }

  /** The one window of the part of a seed. */
  SceneWindow part(long seed) {
    return single(Domain.INSPECTION, PartPicture.draw(seed), seed);
  }

  private SceneWindow single(Domain domain, Picture picture, long seed) {
    Random random = new Random(~seed);
    BufferedImage image =
        random.nextBoolean()
            ? lossless(picture.image())
            : compressed(picture.image(), quality(random));
    return new SceneWindow(domain, List.of(image), List.of(picture.things()), picture.answers());
  }

  private static int quality(Random random) {
    return LOWEST_QUALITY + random.nextInt(QUALITY_RANGE);
  }

  private BufferedImage lossless(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory could not be encoded", e);
    }
    return decoder.decode(png.toByteArray());
  }

  private BufferedImage compressed(BufferedImage image, int quality) {
    try (JpegEncoder encoder = new JpegEncoder(quality)) {
      return decoder.decode(encoder.encode(image).array());
    }
  }
}
