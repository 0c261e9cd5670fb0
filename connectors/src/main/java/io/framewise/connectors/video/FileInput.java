package io.framewise.connectors.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a video file. It is opened here and not by FFmpeg, so that no link can be put in its
 * place between looking and opening, names may be of any bytes, and a file that still grows can be
 * waited for. Not safe for use by several threads.
 */
final class FileInput implements AutoCloseable {

  /** Opens a file at its beginning. */
  @FunctionalInterface
  interface Opener {

    /** Opens {@code file}, never through a symbolic link. */
    FileChannel open(Path file) throws IOException;

    /** The real one. */
    static Opener real() {
      return file -> FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileInput.class);

  private final Path file;
  private final Opener opener;
  private final FileWaits waits;
  private FileChannel channel;
  private long position;

  /** Opens {@code file}. */
  FileInput(Path file, FileWaits waits, Opener opener) throws IOException {
    this.file = file;
    this.opener = opener;
    this.waits = waits;
    this.channel = opener.open(file);
  }

  /** Reads at least one byte; returns how many, or -1 at the end of a file that has settled. */
  int read(ByteBuffer into) throws IOException, InterruptedException {
    int count = readOrOpenAgain(into);
    while (count < 0 && waits.growsBeyond(file, channel, position)) {
      count = readOrOpenAgain(into);
    }
    position += Math.max(0, count);
    return count;
  }

  /** A share that is away for a moment comes back, but not what was open on it. */
  private int readOrOpenAgain(ByteBuffer into) throws IOException, InterruptedException {
    int attempt = 0;
    while (true) {
      try {
        int count = channel.read(into, position);
        if (attempt > 0) {
          waits.over();
        }
        return count;
      } catch (ClosedByInterruptException e) {
        throw (InterruptedException) new InterruptedException("while reading").initCause(e);
      } catch (IOException e) {
        attempt++;
        if (!waits.readsAgain(file, attempt)) {
          throw e;
        }
        openAgain();
      }
    }
  }

  private void openAgain() {
    try {
      FileChannel again = opener.open(file);
      channel.close();
      channel = again;
    } catch (IOException e) {
      // Not back yet: the next attempt to read says so.
      LOG.debug("{} cannot be opened again yet", file, e);
    }
  }

  /** Goes to a place, which may lie behind the end. */
  void seek(long place) {
    position = place;
  }

  /** Where the next byte is read. */
  long position() {
    return position;
  }

  /** Bytes of the file now. */
  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
