package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The parts of an answer that never ends, as cameras send MJPEG: a line that parts them, headers, a
 * picture. What parts them is taken from the first such line, since what the answer's own header
 * says of it is often not so. Not safe for use by several threads.
 */
final class Multipart {

  private static final int LONGEST_LINE = 1024;
  private static final int MOST_HEADERS = 32;
  private static final int PIECE = 16 * 1024;
  private static final String LENGTH = "content-length:";

  private final InputStream in;
  private final int most;
  private final Duration limit;
  private byte[] delimiter = new byte[0];
  private boolean atPart;
  private long deadline;

  /**
   * Parts of an answer.
   *
   * @param most most bytes of a part
   * @param limit how long a part may take
   */
  Multipart(InputStream in, int most, Duration limit) {
    this.in = in;
    this.most = most;
    this.limit = limit;
  }

  /**
   * The next part.
   *
   * @throws StreamFaultException when none comes
   */
  byte[] next() throws StreamFaultException, InterruptedException {
    deadline = System.nanoTime() + limit.toNanos();
    try {
      if (!atPart) {
        skipToPart();
      }
      atPart = false;
      int length = lengthFromHeaders();
      if (length > most) {
        throw tooLarge();
      }
      return length > 0 ? part(length) : partUpToDelimiter();
    } catch (IOException e) {
      WebClient.requireNotStopped();
      throw WebFaults.reading(e, limit);
    }
  }

  private void skipToPart() throws IOException, StreamFaultException {
    int skipped = 0;
    String line = line();
    while (!line.startsWith("--") || line.length() == 2) {
      skipped += line.length() + 1;
      if (skipped > most) {
        throw new StreamFaultException(
            StreamFault.OTHER_PROTOCOL, "what comes is no stream of pictures");
      }
      line = line();
    }
    if (delimiter.length == 0) {
      delimiter = line.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The length that the headers of a part give; 0 when they give none. */
  private int lengthFromHeaders() throws IOException, StreamFaultException {
    int length = 0;
    for (int i = 0; i < MOST_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return length;
      }
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = number(line.substring(LENGTH.length()).strip());
      }
    }
    throw new StreamFaultException(
        StreamFault.OTHER_PROTOCOL, "a picture of the stream has too many headers");
  }

  private static int number(String text) throws StreamFaultException {
    if (text.matches("\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    throw new StreamFaultException(
        StreamFault.OTHER_PROTOCOL, "a picture of the stream has a length that is none");
  }

  private byte[] part(int length) throws IOException, StreamFaultException {
    byte[] part = new byte[length];
    int have = 0;
    while (have < length) {
      int count = in.read(part, have, Math.min(PIECE, length - have));
      requireMore(count);
      have += count;
    }
    return part;
  }

  private byte[] partUpToDelimiter() throws IOException, StreamFaultException {
    Growing part = new Growing();
    while (!part.endsWith(delimiter)) {
      int next = in.read();
      requireMore(next);
      part.write(next);
      if (part.size() > most) {
        throw tooLarge();
      }
    }
    line(); // What is left of the line that parts them.
    atPart = true;
    return part.withoutLast(delimiter.length);
  }

  private String line() throws IOException, StreamFaultException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      requireMore(next);
      if (line.length() < LONGEST_LINE) { // Skipped bytes of a picture have no lines.
        line.append((char) next);
      }
    }
    return line.toString().stripTrailing();
  }

  private void requireMore(int read) throws StreamFaultException {
    if (read < 0) {
      throw WebFaults.closed();
    }
    if (System.nanoTime() - deadline > 0) {
      throw WebFaults.stalled(limit);
    }
  }

  private StreamFaultException tooLarge() {
    return WebFaults.tooLarge("a picture of the stream", most);
  }

  /** Bytes whose end can be looked at. */
  private static final class Growing extends ByteArrayOutputStream {

    boolean endsWith(byte[] end) {
      return count > end.length
          && buf[count - 1] == end[end.length - 1]
          && buf[count - end.length - 1] == '\n'
          && Arrays.equals(buf, count - end.length, count, end, 0, end.length);
    }

    byte[] withoutLast(int length) {
      int end = count - length - 1;
      return Arrays.copyOf(buf, end > 0 && buf[end - 1] == '\r' ? end - 1 : end);
    }
  }
}
