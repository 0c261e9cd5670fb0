package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.testing.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class EssentialChunksTest {

  private static final int AFTER_IHDR = 33;

  @Test
  void shouldKeepZippedBombsInPngChunksFromTheDecoder() throws IOException {
    byte[] plain = Pictures.png(40, 30);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    zipped.writeBytes("name\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream zip = new DeflaterOutputStream(zipped)) {
      for (int megabyte = 0; megabyte < 64; megabyte++) {
        zip.write(new byte[1 << 20]);
      }
    }
    for (String kind : new String[] {"zTXt", "iCCP", "iTXt", "eXIf"}) {
      byte[] bomb = insert(plain, AFTER_IHDR, chunk(kind, zipped.toByteArray()));

      assertThat(pixels(bomb)).as(kind).isEqualTo(pixels(plain));
    }
  }

  @Test
  void shouldKeepMetadataOfAJpegFromTheDecoder() {
    byte[] plain = Pictures.jpeg(40, 30);
    byte[] segment = new byte[0xFFFF];
    segment[0] = (byte) 0xFF;
    for (int marker : new int[] {0xE1, 0xE2, 0xED, 0xFE}) {
      segment[1] = (byte) marker;
      byte[] padded = insert(plain, 2, withLength(segment));
      byte[] twice = insert(padded, 2, withLength(segment));

      assertThat(pixels(twice)).isEqualTo(pixels(plain));
    }
  }

  @Test
  void shouldRefuseAJpegOfVeryManyScans() throws IOException {
    byte[] progressive = PictureKindsTest.bytes("progressive.jpg");
    int scan = indexOf(progressive, 0xDA);
    int next = indexOf(Arrays.copyOfRange(progressive, scan + 2, progressive.length), 0xC4);
    byte[] once = Arrays.copyOfRange(progressive, scan, scan + 2 + next);
    byte[] many = progressive;
    for (int i = 0; i < 100; i++) {
      many = insert(many, scan, once);
    }
    byte[] bomb = many;

    assertThatThrownBy(() -> new ImageDecoder(ImageLimits.DEFAULT).decode(bomb))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("100 scans");
  }

  private static byte[] pixels(byte[] picture) {
    return RgbImages.bytes(new ImageDecoder(ImageLimits.DEFAULT).decode(picture));
  }

  /** Where a marker begins. */
  static int indexOf(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  private static byte[] withLength(byte[] segment) {
    ByteBuffer.wrap(segment).putShort(2, (short) (segment.length - 2));
    return segment;
  }

  static byte[] insert(byte[] bytes, int at, byte[] more) {
    return ByteBuffer.allocate(bytes.length + more.length)
        .put(bytes, 0, at)
        .put(more)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  private static byte[] chunk(String kind, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(kind.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
