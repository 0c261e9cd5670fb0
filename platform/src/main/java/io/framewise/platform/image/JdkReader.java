package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The readers that come with every JDK, and no other that happens to be installed, on bytes whose
 * header was checked.
 */
final class JdkReader {

  private static final Map<ImageFormat, ImageReaderSpi> READERS = ofTheJdk();

  private JdkReader() {}

  /**
   * The pixels as the JDK's reader gives them, when it has nothing to say of them.
   *
   * @throws IOException when they are damaged
   */
  static BufferedImage read(ImageFormat format, byte[] essential, DecodeWatch watch)
      throws IOException {
    return read(format, essential, null, warning -> false, watch);
  }

  /**
   * The pixels as the JDK's reader gives them.
   *
   * @param into where they go when the caller says so, else null
   * @param harmless the warnings that do not mean damage
   * @throws IOException when they are damaged
   */
  static BufferedImage read(
      ImageFormat format,
      byte[] essential,
      BufferedImage into,
      Predicate<String> harmless,
      DecodeWatch watch)
      throws IOException {
    ImageReader reader = READERS.get(format).createReaderInstance();
    try (ByteImageInput input = new ByteImageInput(essential, watch)) {
      reader.setInput(input, true, true);
      reader.addIIOReadProgressListener(new Aborting(watch));
      AtomicBoolean warned = new AtomicBoolean();
      reader.addIIOReadWarningListener(
          (source, warning) -> warned.compareAndSet(false, !harmless.test(warning)));
      var param = reader.getDefaultReadParam();
      if (into != null) {
        param.setDestination(into);
      }
      BufferedImage image = reader.read(0, param);
      // The readers fill what is missing with something and only warn.
      if (warned.get()) {
        throw PictureHeader.damaged(format, null);
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static Map<ImageFormat, ImageReaderSpi> ofTheJdk() {
    Map<ImageFormat, ImageReaderSpi> readers = new EnumMap<>(ImageFormat.class);
    Iterator<ImageReaderSpi> installed =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (installed.hasNext()) {
      ImageReaderSpi reader = installed.next();
      if (reader.getClass().getModule() == ImageReader.class.getModule()) {
        for (String type : reader.getMIMETypes()) {
          ImageFormat.ofContentType(type).ifPresent(format -> readers.put(format, reader));
        }
      }
    }
    return readers;
  }

  /** Ends a reader between two rows or tiles. */
  private record Aborting(DecodeWatch watch) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader source, float percentage) {
      if (watch.isGivenUp()) {
        source.abort();
      }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentage) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
  }
}
