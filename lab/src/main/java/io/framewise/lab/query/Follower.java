package io.framewise.lab.query;

import io.framewise.lab.pipeline.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the feed. Confined to the thread that reads. */
final class Follower {

  private static final String REQUEST = "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Pattern CREATED = Pattern.compile("\"createdAt\":\"([^\"]+)\"");
  private static final Pattern DROPPED = Pattern.compile("\"dropped\":(\\d+)");

  private final SocketChannel channel;
  private final boolean counts;
  private final StringBuilder unread = new StringBuilder();
  private final Series millis = new Series();
  private long bytes;
  private long events;
  private long dropped;

  /**
   * Connects.
   *
   * @param counts whether it looks at what it reads, which costs as much as the server's part
   */
  Follower(int port, boolean counts) throws IOException {
    this.counts = counts;
    this.channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /**
   * Takes what has come.
   *
   * @throws IOException when the server has closed the stream
   */
  void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      throw new IOException("the server has closed a stream");
    }
    bytes += read;
    if (counts) {
      unread.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      takeLines(System.currentTimeMillis());
    }
  }

  private void takeLines(long nowMs) {
    int begin = 0;
    for (int end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n", begin)) {
      if (unread.length() - begin > 6 && unread.charAt(begin) == 'd') {
        take(unread.substring(begin, end), nowMs);
      }
      begin = end + 1;
    }
    unread.delete(0, begin);
  }

  private void take(String line, long nowMs) {
    Matcher missing = DROPPED.matcher(line);
    if (line.startsWith("data: {\"dropped\"") && missing.find()) {
      dropped += Long.parseLong(missing.group(1));
      return;
    }
    Matcher created = CREATED.matcher(line);
    if (created.find()) {
      events++;
      millis.add((double) (nowMs - Instant.parse(created.group(1)).toEpochMilli()));
    }
  }

  /** From when an event was made to when it was here. */
  Series millis() {
    return millis;
  }

  /** Bytes that came. */
  long bytes() {
    return bytes;
  }

  /** Events that came; 0 of one that does not count. */
  long events() {
    return events;
  }

  /** Events that gaps said were missing. */
  long dropped() {
    return dropped;
  }
}
