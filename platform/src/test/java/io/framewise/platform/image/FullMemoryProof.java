package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * A process that ends when its heap is full does not end by the pictures it is given, though more
 * callers than the heap has room for hold the largest ones that are decoded at all.
 */
class FullMemoryProof {

  private static final int CALLERS = 8;

  @Test
  void shouldNotEndByTheLargestPicturesThatAreTaken() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream out = child.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    System.out.println(output);
    assertThat(child.exitValue()).as(output).isZero();
    assertThat(output).contains(" of 16 pictures, refused the others");
    assertThat(output).doesNotContain("decoded 0 ");
  }

  /** What runs with little memory. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      byte[] jpeg = encoded("jpeg", 7680, 4320);
      byte[] png = encoded("png", 4650, 4650);
      ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
      ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
      List<Future<Integer>> sizes = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        sizes.add(callers.submit(() -> size(decoder, jpeg)));
        sizes.add(callers.submit(() -> size(decoder, png)));
      }
      int decoded = 0;
      callers.shutdown();
      for (Future<Integer> size : sizes) {
        decoded += size.get() > 0 ? 1 : 0;
      }
      System.out.println(
          "decoded " + decoded + " of " + sizes.size() + " pictures, refused the others");
    }

    /** How many bytes it has when it is encoded again; nought when it is refused. */
    private static int size(ImageDecoder decoder, byte[] picture) {
      try {
        return decoder.decode(picture, Child::encodedAgain);
      } catch (BadImageException | DecodersBusyException e) {
        System.out.println(e.getMessage());
        return 0;
      }
    }

    private static int encodedAgain(BufferedImage image) {
      return encoded(image, "jpeg").length;
    }

    private static byte[] encoded(String format, int width, int height) {
      return encoded(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
    }

    private static byte[] encoded(BufferedImage image, String format) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        ImageIO.write(image, format, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
