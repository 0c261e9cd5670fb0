package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.framewise.testing.Pictures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that lie about themselves: refused by what their headers say, before any pixel. */
class HostilePicturesTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int AFTER_IHDR = 33;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @Test
  void shouldRefuseAWebpWhosePixelsAreLargerThanItsCanvas() throws IOException {
    assertSizesDiffer(bytes("fault-sizes.webp"));
    byte[] lossless = bytes("fault-profile.webp");
    lossless[24] ^= 1; // the canvas one pixel wider
    assertSizesDiffer(lossless);
  }

  @Test
  void shouldRefuseAnAnimatedWebpWhosePartsDisagree() throws IOException {
    byte[] animated = bytes("animated.webp");
    int frame = indexOf(animated, "ANMF") + 8;
    for (int at : List.of(frame, frame + 3, frame + 6, frame + 9)) { // its place and its size
      byte[] moved = animated.clone();
      moved[at] ^= 1;
      assertSizesDiffer(moved);
    }
  }

  @Test
  void shouldRefuseAnAnimationInsideAnAnimationHoweverDeep() throws IOException {
    byte[] head = Arrays.copyOf(bytes("animated.webp"), 30);
    int levels = 50_000;
    ByteBuffer nested = ByteBuffer.allocate(30 + 24 * levels).order(ByteOrder.LITTLE_ENDIAN);
    nested.put(head).putInt(4, nested.capacity() - 8);
    for (int level = levels; level > 0; level--) {
      nested.put(new byte[] {'A', 'N', 'M', 'F'}).putInt(24 * level - 8).put(new byte[16]);
    }

    assertSizesDiffer(nested.array());
  }

  @Test
  void shouldRefuseAJpegWithASecondFrameHeader() throws IOException {
    for (String file : List.of("420.jpg", "progressive.jpg", "grey.jpg")) {
      byte[] jpeg = bytes(file);
      int frame = indexOf(jpeg, file.startsWith("prog") ? 0xC2 : 0xC0);
      int length = 2 + ByteBuffer.wrap(jpeg).getShort(frame + 2);
      byte[] second = Arrays.copyOfRange(jpeg, frame, frame + length);
      ByteBuffer.wrap(second).putShort(5, (short) 16_000).putShort(7, (short) 16_000);

      assertSizesDiffer(insert(jpeg, frame + length, second));
      assertSizesDiffer(insert(jpeg, jpeg.length - 2, second));
      assertSizesDiffer(insert(jpeg, jpeg.length - 2, new byte[] {-1, (byte) 0xDC, 0, 4, 60, 0}));
    }
  }

  @Test
  void shouldRefuseAPngWithASecondHeader() throws IOException {
    byte[] png = bytes("rgb.png");
    byte[] second = Arrays.copyOfRange(Pictures.pngHeader(8_000, 4_000), 8, AFTER_IHDR);

    assertSizesDiffer(insert(png, AFTER_IHDR, second));
  }

  @Test
  void shouldRefuseATiffWhosePartsAreNotThePicture() throws IOException {
    byte[] tiles = bytes("rgb-tiles.tif");
    ByteBuffer fields = ByteBuffer.wrap(tiles).order(ByteOrder.LITTLE_ENDIAN);
    byte[] taller = tiles.clone();
    ByteBuffer.wrap(taller).order(ByteOrder.LITTLE_ENDIAN).putShort(value(fields, 257), (short) 99);
    assertSizesDiffer(taller);
    byte[] giant = tiles.clone();
    ByteBuffer.wrap(giant).order(ByteOrder.LITTLE_ENDIAN).putShort(value(fields, 322), (short) -16);
    assertSizesDiffer(giant);
  }

  @Test
  void shouldRefuseABmpThatIsSmallerThanItSays() throws IOException {
    byte[] bmp = bytes("rgb.bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, 30);

    assertRefused(bmp, "damaged or cut off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pictures/pictures.csv", "/pictures/camera-pictures.csv"})
  void shouldRefuseEveryKindOfPictureWhenItIsCutOff(String list) throws IOException {
    List<String> files =
        PictureKindsTest.text(list)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(",")[0])
            .filter(file -> !file.matches("(more-behind|pages|v5-.*profile).*"))
            .toList();
    assertThat(files).hasSizeGreaterThan(20);
    for (String file : files) {
      byte[] whole = bytes(file);
      for (int tenth = 1; tenth < 10; tenth++) {
        byte[] cut = Arrays.copyOf(whole, whole.length * tenth / 10);
        assertThatThrownBy(() -> decoder.decode(cut))
            .as(file + " of " + cut.length + " bytes")
            .isInstanceOf(BadImageException.class);
      }
    }
  }

  /** The lengths are those of what is left, so that it is libwebp who finds out. */
  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "lossy-low.webp", "lossless.webp"})
  void shouldRefuseAWebpWhosePixelsAreCutOff(String file) throws IOException {
    byte[] whole = bytes(file);
    for (int tenth = 4; tenth < 10; tenth++) {
      ByteBuffer cut =
          ByteBuffer.wrap(Arrays.copyOf(whole, whole.length * tenth / 10 / 2 * 2))
              .order(ByteOrder.LITTLE_ENDIAN);
      cut.putInt(4, cut.limit() - 8).putInt(16, cut.limit() - 20);
      PictureHeader header = PictureHeader.read(cut.array(), ImageLimits.DEFAULT);
      assertThat(header.width()).isEqualTo(43);

      assertThatThrownBy(() -> header.pixels().read(new DecodeWatch()))
          .as(file + " of " + cut.limit() + " bytes")
          .isInstanceOf(BadImageException.class)
          .hasMessageContaining("damaged or cut off");
    }
  }

  @Test
  void shouldRefuseABmpOfAnUnknownHeaderByName() throws IOException {
    byte[] bmp = bytes("rgb.bmp");
    bmp[14] = 60;

    assertRefused(bmp, "a BMP with a header of 60 bytes is not read");
  }

  @Test
  void shouldRefuseRunsOfABmpThatGoTooFarOrEndTooEarly() throws IOException {
    byte[] bmp = bytes("runs.bmp");
    int start = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
    byte[] below = bmp.clone();
    below[start] = 0; // a move
    below[start + 1] = 2;
    below[start + 2] = 0;
    below[start + 3] = 30; // beyond the last row
    assertRefused(below, "damaged or cut off");
    assertRefused(Arrays.copyOf(bmp, bmp.length - 40), "damaged or cut off");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer, fetch the file itself",
        "....ftypheic.... | a HEIC picture",
        "....ftypavif.... | an AVIF picture",
        "MM.+.... | a BigTIFF picture",
        "GIF89a | a GIF picture",
      })
  void shouldNameWhatIsTakenForAPicture(String beginning, String name) {
    byte[] bytes = beginning.replace('.', '\0').getBytes(StandardCharsets.ISO_8859_1);
    if (beginning.startsWith("version")) {
      bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
    }

    assertRefused(bytes, "it is " + name + "; only JPEG, PNG, WebP, BMP and TIFF are read");
  }

  @Test
  void shouldNameTheCompressionOfATiffThatIsNotRead() throws IOException {
    byte[] tiff = bytes("rgb.tif");
    ByteBuffer fields = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    fields.putShort(value(fields, 259), (short) 7);

    assertRefused(tiff, "a TIFF that is compressed as JPEG is not read");
  }

  @Test
  void shouldStillRefuseAJpegOfFewerPixelsThanItsScanHas() throws IOException {
    byte[] jpeg = bytes("noughts-16.jpg");
    int frame = indexOf(jpeg, 0xC0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 16);

    assertRefused(jpeg, "damaged or cut off");
  }

  @Test
  void shouldRefuseALosslessWebpThatIsCutInHalfAndOneOfGarbage() throws IOException {
    assertRefused(bytes("fault-cut.webp"), "damaged or cut off");
    assertRefused(bytes("fault-slow.webp"), "damaged or cut off");
  }

  @Test
  void shouldRefuseALosslessWebpWhoseCodesTakeMuchMemory() {
    byte[] bomb = LosslessBomb.of(1024, 65_536); // 256 KiB, of which libwebp makes 360 MiB
    assertRefused(bomb, "65536 groups of codes");
    PictureHeader header = PictureHeader.read(bomb, ImageLimits.DEFAULT);
    assertThat(header.cost().nativeBytes()).isGreaterThanOrEqualTo(LosslessCodes.MOST_BYTES);

    byte[] fair = LosslessBomb.of(256, 2_600);
    assertThat(decoder.decode(fair).getRGB(255, 255)).isEqualTo(0xFF000000);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/pictures/tiff-damage.csv")
  void shouldRefuseATiffPartThatUnpacksToTooLittle(String file, int tag) throws IOException {
    byte[] tiff = bytes(file);
    ByteBuffer fields = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int at = value(fields, tag);
    fields.putInt(at, fields.getInt(at) / 2); // the bytes of its only strip

    assertRefused(tiff, "damaged or cut off");
  }

  @Test
  void shouldRefuseAPngWhoseBytesWereChanged() throws IOException {
    byte[] png = bytes("rgb.png");
    png[png.length / 2] ^= 4;

    assertRefused(png, "damaged or cut off");
  }

  @Test
  void shouldRefuseKindsOfJpegThatAreNotReadByName() throws IOException {
    byte[] jpeg = bytes("420.jpg");
    int frame = indexOf(jpeg, 0xC0);
    byte[] arithmetic = jpeg.clone();
    arithmetic[frame + 1] = (byte) 0xC9;
    assertRefused(arithmetic, "arithmetically coded JPEG is not read");
    byte[] deep = jpeg.clone();
    deep[frame + 4] = 12;
    assertRefused(deep, "12 bits a sample is not read");
  }

  @Test
  void shouldRefuseByItsHeaderWhatCostsTooMuchToDecode() throws IOException {
    byte[] deep = Pictures.pngHeader(7_680, 4_320);
    deep[24] = 16;
    deep[25] = 6;
    assertRefused(whole(deep), "fewer bits or channels");

    byte[] jpeg = bytes("progressive.jpg");
    int frame = indexOf(jpeg, 0xC2);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 5_760).putShort(frame + 7, (short) 5_760);
    int scan = indexOf(jpeg, 0xDA);
    byte[] once = Arrays.copyOfRange(jpeg, scan, scan + 14);
    for (int more = 0; more < 80; more++) {
      jpeg = insert(jpeg, scan, once);
    }
    assertRefused(jpeg, "too long to decode");
  }

  /** A megabyte that unpacks to more, of which not even the megabyte is copied. */
  @Test
  void shouldRefuseBombsWithoutAllocatingForThem() {
    Map<String, byte[]> bombs =
        Map.of(
            "20,000 x 20,000", padded(Pictures.pngHeader(20_000, 20_000)),
            "1 x 1", padded(Pictures.pngHeader(1, 1)),
            "100 to 1", padded(Pictures.pngHeader(16, 1_600)),
            "1 to 100", padded(Pictures.pngHeader(1_600, 16)),
            "GIF", padded(new byte[] {'G', 'I', 'F', '8', '9', 'a', 0, 64, 0, 64}));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    bombs.values().forEach(this::refuse);
    for (Map.Entry<String, byte[]> bomb : bombs.entrySet()) {
      long before = threads.getCurrentThreadAllocatedBytes();
      refuse(bomb.getValue());
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(allocated).as(bomb.getKey()).isLessThan(MEBIBYTE);
    }
  }

  @Test
  void shouldEndTheReadersOfTheJdkWhenNobodyWaitsAnyMore() throws IOException {
    for (String file : List.of("420.jpg", "progressive.jpg", "rgb.png", "rgb.bmp", "rgb.tif")) {
      PictureHeader header = PictureHeader.read(bytes(file), ImageLimits.DEFAULT);
      DecodeWatch watch = new DecodeWatch();
      watch.giveUp();

      assertThatThrownBy(() -> header.pixels().read(watch))
          .as(file)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldUseALibwebpWithoutItsKnownHole() {
    assertThat(LibWebp.version()).isGreaterThanOrEqualTo(0x010302); // CVE-2023-4863
  }

  private void refuse(byte[] picture) {
    assertThatThrownBy(() -> decoder.decode(picture)).isInstanceOf(BadImageException.class);
  }

  private void assertSizesDiffer(byte[] picture) {
    assertRefused(picture, "sizes inside and outside differ");
    assertThatThrownBy(() -> ImageProbe.of(picture, ImageLimits.DEFAULT))
        .hasMessageContaining("sizes inside and outside differ");
  }

  private void assertRefused(byte[] picture, String message) {
    assertThatThrownBy(() -> decoder.decode(picture))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining(message);
  }

  private static byte[] bytes(String file) throws IOException {
    return PictureKindsTest.bytes(file);
  }

  private static byte[] padded(byte[] head) {
    return Arrays.copyOf(head, MEBIBYTE);
  }

  /** With an end, after the header was changed. */
  private static byte[] whole(byte[] pngHeader) {
    CRC32 sum = new CRC32();
    sum.update(pngHeader, 12, 17);
    ByteBuffer png = ByteBuffer.allocate(AFTER_IHDR + 12).put(pngHeader);
    png.putInt(AFTER_IHDR - 4, (int) sum.getValue());
    return png.putInt(0).put(new byte[] {'I', 'E', 'N', 'D'}).putInt(0xAE426082).array();
  }

  /** Where the value of a tag stands. */
  private static int value(ByteBuffer tiff, int tag) {
    int directory = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(directory); i++) {
      if (tiff.getShort(directory + 2 + 12 * i) == tag) {
        return directory + 10 + 12 * i;
      }
    }
    throw new AssertionError("no tag " + tag);
  }

  private static int indexOf(byte[] bytes, String name) {
    for (int i = 0; i < bytes.length - 4; i++) {
      if (new String(bytes, i, 4, StandardCharsets.US_ASCII).equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static int indexOf(byte[] jpeg, int marker) {
    return EssentialChunksTest.indexOf(jpeg, marker);
  }

  private static byte[] insert(byte[] bytes, int at, byte[] more) {
    return EssentialChunksTest.insert(bytes, at, more);
  }
}
