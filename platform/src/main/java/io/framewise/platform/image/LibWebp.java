package io.framewise.platform.image;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libwebp itself. The build takes its binaries out of a jar that carries them for ImageIO, whose
 * own classes are not used: they need the Kotlin runtime and return four channels.
 */
final class LibWebp {

  private static final Logger LOG = LoggerFactory.getLogger(LibWebp.class);
  private static final int CHANNELS = 3;

  private LibWebp() {}

  /** Loaded at the first WebP. */
  private static final class Loaded {
    private static final NativeLibrary LIBRARY = load();
    private static final Function DECODE = LIBRARY.getFunction("WebPDecodeRGBInto");
    private static final Function VERSION = LIBRARY.getFunction("WebPGetDecoderVersion");
  }

  /** The version, as three bytes: major, minor, revision. */
  static int version() {
    return Loaded.VERSION.invokeInt(new Object[0]);
  }

  /**
   * Decodes a WebP of this size into a larger picture, three bytes a pixel. Outside the heap it
   * holds the file and the pixels, besides what libwebp holds.
   *
   * @param to where the pixels go
   * @param at where the first one goes
   * @param rowBytes how far apart rows lie there
   * @throws BadImageException when they are damaged or cut off
   */
  static void decode(byte[] webp, int width, int height, byte[] to, int at, int rowBytes) {
    int row = CHANNELS * width;
    try (Memory file = new Memory(webp.length);
        Memory rgb = new Memory((long) row * height)) {
      file.write(0, webp, 0, webp.length);
      Object[] arguments = {file, size(webp.length), rgb, size(row * height), row};
      if (decode().invokePointer(arguments) == null) {
        throw PictureHeader.damaged(ImageFormat.WEBP, null);
      }
      for (int y = 0; y < height; y++) {
        rgb.read((long) y * row, to, at + y * rowBytes, row);
      }
    }
  }

  private static Function decode() {
    try {
      return Loaded.DECODE;
    } catch (LinkageError e) {
      LOG.error("libwebp cannot be loaded", e);
      throw new BadImageException(
          "not-an-image", "WebP is not read on this kind of machine, save it as PNG or JPEG", e);
    }
  }

  /** A C size_t. */
  private static Object size(int bytes) {
    return Native.SIZE_T_SIZE == Long.BYTES ? (Object) (long) bytes : (Object) bytes;
  }

  private static NativeLibrary load() {
    try {
      File file = Native.extractFromResourcePath(resource(), LibWebp.class.getClassLoader());
      return NativeLibrary.getInstance(file.getAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource() {
    String system = Platform.isMac() ? "Mac" : Platform.isWindows() ? "Windows" : "Linux";
    String processor = Platform.ARCH.equals("x86-64") ? "x86_64" : Platform.ARCH;
    String home = "/" + LibWebp.class.getPackageName().replace('.', '/') + "/libwebp/native/";
    return home + system + "/" + processor + "/" + System.mapLibraryName("webp-imageio");
  }
}
