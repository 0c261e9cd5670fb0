package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files of one model into the cache. What arrives goes to an incomplete file, from whose end
 * a later try goes on; the blob appears at once and only with the right checksum. Safe for use by
 * several threads, each with another file.
 */
final class Download {

  private static final Logger LOG = LoggerFactory.getLogger(Download.class);
  private static final int PARTIAL = 206;
  private static final int PIECE = 1 << 18;
  private static final int TRIES = 2;

  private final HubClient client;
  private final HubName model;
  private final String commit;
  private final RepositoryCache cache;
  private final DownloadProgress progress;
  private final Pause pause;

  Download(
      HubClient client,
      HubName model,
      String commit,
      RepositoryCache cache,
      DownloadProgress progress,
      Pause pause) {
    this.client = client;
    this.model = model;
    this.commit = commit;
    this.cache = cache;
    this.progress = progress;
    this.pause = pause;
  }

  /** Downloads a file unless it is there. */
  void run(RemoteFile file) throws IOException, InterruptedException {
    long expected = cache.missing(file);
    BlobLock lock = BlobLock.take(cache.lock(file.checksum()), file.name(), pause);
    try {
      progress.add(expected - cache.missing(file)); // what another process did meanwhile
      if (!Files.exists(cache.blob(file.checksum()))) {
        fetch(file);
      }
    } finally {
      lock.close();
    }
  }

  private void fetch(RemoteFile file) throws InterruptedException {
    Path path = cache.incomplete(file.checksum());
    for (int i = 1; i <= TRIES; i++) {
      try (IncompleteFile incomplete = IncompleteFile.open(path, file.size())) {
        receive(file, incomplete);
        if (incomplete.tryMoveTo(cache.blob(file.checksum()), file.checksum())) {
          return;
        }
      }
      LOG.warn("{} of {} arrived damaged and is removed", file.name(), model);
      progress.add(-file.size());
    }
    throw new UserError(
        file.name() + " of " + model + " arrived with a wrong checksum " + TRIES + " times",
        "try again later; if it stays so, something between here and the hub changes the files");
  }

  private void receive(RemoteFile file, IncompleteFile incomplete) throws InterruptedException {
    Retries retries = new Retries(pause, Retries.MOST);
    while (!incomplete.full()) {
      retries.run(() -> append(file, incomplete, retries));
    }
  }

  /** Reads one answer to its end; returns the bytes that came. */
  private long append(RemoteFile file, IncompleteFile incomplete, Retries retries)
      throws HubException, InterruptedException {
    HttpResponse<InputStream> response =
        client.open(model, commit, file.name(), incomplete.length());
    try (InputStream body = client.body(response)) {
      if (response.statusCode() != PARTIAL) {
        progress.add(-incomplete.length());
        incomplete.clear();
      }
      long before = incomplete.length();
      byte[] piece = new byte[PIECE];
      int read = body.read(piece);
      while (read >= 0 && !incomplete.full()) {
        progress.add(incomplete.append(piece, read));
        retries.progressed();
        read = body.read(piece);
      }
      if (!incomplete.full()) {
        throw new IOException("the body ended early");
      }
      return incomplete.length() - before;
    } catch (IOException e) {
      throw client.lost(response.uri(), e);
    }
  }
}
