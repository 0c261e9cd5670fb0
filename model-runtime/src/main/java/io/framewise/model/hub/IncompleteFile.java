package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What has arrived of a file so far. Trouble with the disk comes as a {@link UserError}, so that
 * nobody takes it for trouble with the network and tries again.
 */
final class IncompleteFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private IncompleteFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file that is to have {@code size} bytes in the end; keeps what it holds already. */
  static IncompleteFile open(Path path, long size) {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.size() > size) {
        channel.truncate(0);
      }
      channel.position(channel.size());
      return new IncompleteFile(path, channel, size);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  long length() {
    try {
      return channel.position();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  boolean full() {
    return length() >= size;
  }

  /** Appends what fits of the first {@code count} bytes and returns how many did. */
  int append(byte[] bytes, int count) {
    try {
      int kept = (int) Math.min(count, size - channel.position());
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, kept);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      return kept;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** Begins anew. */
  void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** Makes it the file at {@code target}, if it has the checksum; else removes it. */
  boolean tryMoveTo(Path target, Checksum checksum) {
    try {
      channel.force(true);
      boolean right = checksum.matches(path);
      if (right) {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.delete(path);
      }
      return right;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** The error of a cache that cannot be written to. */
  static UserError cannotWrite(Path path, IOException e) {
    return new UserError(
        path + " cannot be written: " + e.getMessage(),
        "make room or give the right to write there, or set HF_HOME to another folder",
        e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }
}
