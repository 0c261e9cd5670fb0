package io.framewise.lab.model;

import io.framewise.model.engine.PictureTiles;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Times the way from a file's bytes to normalised tiles, on the calling thread. */
final class PreprocessBench {

  /** InternVL's tiles. */
  private static final int TILE_SIZE = 448;

  private static final double NANOS_PER_MILLI = 1e6;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
  private final Preprocessor preprocessor = new Preprocessor(TILE_SIZE);
  private final byte[] file;
  private final int maxTiles;

  /**
   * The best round of each part.
   *
   * @param decode file bytes to pixels, milliseconds
   * @param tiles pixels to normalised tiles, resized and normalised in one go, milliseconds
   * @param total both in the same round, milliseconds
   * @param result what came out
   */
  record Best(double decode, double tiles, double total, PictureTiles result) {

    /** CRC-32 of the values as little-endian 32-bit floats. */
    String checksum() {
      ByteBuffer bytes =
          ByteBuffer.allocate(result.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(result.values());
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return String.format("%08x", crc.getValue());
    }
  }

  PreprocessBench(byte[] file, int maxTiles) {
    this.file = file;
    this.maxTiles = maxTiles;
  }

  /**
   * Runs {@code rounds} rounds; the first of them warm up the compiler.
   *
   * @throws io.framewise.platform.image.BadImageException when the file is no good picture
   */
  Best run(int rounds) {
    Best best = round();
    for (int i = 1; i < rounds; i++) {
      Best next = round();
      best =
          new Best(
              Math.min(best.decode(), next.decode()),
              Math.min(best.tiles(), next.tiles()),
              Math.min(best.total(), next.total()),
              next.result());
    }
    return best;
  }

  private Best round() {
    long start = System.nanoTime();
    BufferedImage image = decoder.decode(file);
    long decoded = System.nanoTime();
    PictureTiles result = preprocessor.tiles(image, maxTiles);
    long end = System.nanoTime();
    return new Best(
        (decoded - start) / NANOS_PER_MILLI,
        (end - decoded) / NANOS_PER_MILLI,
        (end - start) / NANOS_PER_MILLI,
        result);
  }
}
