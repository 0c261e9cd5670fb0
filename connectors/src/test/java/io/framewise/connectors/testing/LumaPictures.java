package io.framewise.connectors.testing;

import io.framewise.connectors.scene.LumaPicture;
import io.framewise.platform.image.RgbImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Scenes as a camera could see them. */
public final class LumaPictures {

  /** Width of the scenes in pixels. */
  public static final int WIDTH = 640;

  /** Height of the scenes in pixels. */
  public static final int HEIGHT = 360;

  private static final int BYTE = 256;
  private static final int THINGS = 60;
  private static final int VARIANTS = 5;
  private static final int NOISE = 6;

  private LumaPictures() {}

  /** A picture of one level of brightness. */
  public static LumaPicture of(int level) {
    return drawn(graphics -> fill(graphics, new Color(level, level, level)));
  }

  /** A yard full of things, each time the same, shifted by pixels to the right. */
  public static BufferedImage yard(int shift) {
    return image(
        graphics -> {
          fill(graphics, new Color(120, 130, 110));
          Random random = new Random(17);
          for (int i = 0; i < THINGS; i++) {
            int grey = random.nextInt(BYTE);
            graphics.setColor(new Color(grey, grey, grey));
            graphics.fillRect(
                shift + random.nextInt(3 * WIDTH) - WIDTH,
                random.nextInt(HEIGHT),
                10 + random.nextInt(60),
                10 + random.nextInt(60));
          }
        });
  }

  /** A few pictures of one scene with a little noise, as a sensor has it. */
  public static List<LumaPicture> noisy(BufferedImage scene) {
    return IntStream.range(0, VARIANTS).mapToObj(seed -> noisy(scene, seed)).toList();
  }

  /** A scene with noise. */
  public static LumaPicture noisy(BufferedImage scene, long seed) {
    Random random = new Random(seed);
    BufferedImage noisy = image(graphics -> graphics.drawImage(scene, 0, 0, null));
    byte[] pixels = RgbImages.bytes(noisy);
    for (int i = 0; i < pixels.length; i++) {
      int level = (pixels[i] & 0xff) + random.nextInt(2 * NOISE + 1) - NOISE;
      pixels[i] = (byte) Math.max(0, Math.min(BYTE - 1, level));
    }
    return LumaPicture.of(noisy);
  }

  /** A picture drawn by {@code pen}. */
  public static BufferedImage image(Consumer<Graphics2D> pen) {
    BufferedImage image = RgbImages.create(WIDTH, HEIGHT);
    Graphics2D graphics = image.createGraphics();
    pen.accept(graphics);
    graphics.dispose();
    return image;
  }

  private static LumaPicture drawn(Consumer<Graphics2D> pen) {
    return LumaPicture.of(image(pen));
  }

  private static void fill(Graphics2D graphics, Color color) {
    graphics.setColor(color);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
  }
}
