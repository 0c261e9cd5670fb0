package io.framewise.platform.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory as ImageIO reads them; ends with an exception once the decode was given up. */
final class ByteImageInput extends ImageInputStreamImpl {

  private final byte[] bytes;
  private final DecodeWatch watch;

  ByteImageInput(byte[] bytes, DecodeWatch watch) {
    this.bytes = bytes;
    this.watch = watch;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    watch.check();
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    checkClosed();
    watch.check();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
