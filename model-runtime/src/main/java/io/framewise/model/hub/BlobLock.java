package io.framewise.model.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one writer at a time work on a blob, in this process and among all processes. */
final class BlobLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlobLock.class);
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final FileChannel channel;

  private BlobLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until {@code file} is free and takes it. */
  static BlobLock take(Path file, String what, Pause pause)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      boolean told = false;
      while (!tryLock(channel)) {
        if (!told) {
          LOG.info("waiting for {}, which another process downloads", what);
          told = true;
        }
        pause.last(AGAIN);
      }
      return new BlobLock(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
