package io.framewise.lab.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Clients of the feed on one thread; those of a kind do not read until they are told to. */
final class Followers implements AutoCloseable {

  private static final int BUFFER = 256 * 1024;
  private static final int WAIT_MS = 100;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final List<Follower> all = new ArrayList<>();

  Followers() throws IOException {
    this.selector = Selector.open();
  }

  /** One more client. */
  Follower add(int port, boolean counts, boolean reads) throws IOException {
    Follower follower = new Follower(port, counts);
    all.add(follower);
    if (reads) {
      letRead(follower);
    }
    return follower;
  }

  /** Lets a client read from now on. */
  void letRead(Follower follower) throws IOException {
    follower.channel().register(selector, SelectionKey.OP_READ, follower);
  }

  /** Reads what has come, or waits a moment for something. */
  void step() {
    try {
      selector.select(
          key -> {
            try {
              ((Follower) key.attachment()).read(buffer);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          },
          WAIT_MS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that came to all. */
  long bytes() {
    return all.stream().mapToLong(Follower::bytes).sum();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Follower follower : all) {
      follower.channel().close();
    }
  }
}
