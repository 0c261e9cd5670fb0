package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds models in the cache and brings those that are not there, or not the newest, from the hub.
 */
final class ModelHub {

  private static final Logger LOG = LoggerFactory.getLogger(ModelHub.class);
  private static final long ROOM_TO_SPARE = 64L << 20;
  private static final long LARGEST_TENSORS = 1L << 40;
  private static final long LARGEST_OTHER = 64L << 20;

  private final HubSettings settings;
  private final Surroundings surroundings;

  ModelHub(HubSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /**
   * The directory with the files of a model.
   *
   * @throws UserError when it is neither in the cache nor to be had
   */
  Path find(HubName model) throws InterruptedException {
    RepositoryCache cache = new RepositoryCache(settings, model);
    try {
      Optional<Path> cached = cache.complete(model.revision());
      if (settings.offline()) {
        List<String> lacking = cache.lacking(model.revision());
        return cached.orElseThrow(() -> new Refusals(settings).notCached(model, lacking));
      }
      if (cached.isPresent() && HubName.isCommit(model.revision())) {
        return cached.get();
      }
      try (HubClient client = new HubClient(settings, surroundings.silence())) {
        return newest(client, model, cache, cached);
      }
    } catch (IOException e) {
      throw IncompleteFile.cannotWrite(settings.cache(), e);
    }
  }

  private Path newest(HubClient client, HubName model, RepositoryCache cache, Optional<Path> cached)
      throws IOException, InterruptedException {
    RemoteModel remote;
    try {
      int tries = cached.isPresent() ? 1 : Retries.MOST;
      remote = new Retries(surroundings.pause(), tries).run(() -> client.list(model));
    } catch (UserError e) {
      if (cached.isEmpty()) {
        throw e;
      }
      LOG.warn("{}; using {} from the cache", e.getMessage(), model);
      return cached.get();
    }
    String commit = remote.commit();
    List<String> missing =
        remote.files().stream().filter(file -> !cache.has(commit, file)).toList();
    if (!missing.isEmpty()) {
      cache.prepare(commit);
      download(client, model, commit, cache, missing);
    }
    cache.writeRef(model.revision(), commit);
    return cache.snapshot(commit);
  }

  private void download(
      HubClient client, HubName model, String commit, RepositoryCache cache, List<String> names)
      throws IOException, InterruptedException {
    List<RemoteFile> files =
        Parallel.each(names, name -> described(client, model, commit, name), client::close).stream()
            .sorted(Comparator.comparingLong(RemoteFile::size))
            .toList();
    long total = 0;
    long missing = 0;
    for (RemoteFile file : files) {
      total += file.size();
      missing += cache.missing(file);
    }
    requireRoom(model, settings.symlinks() ? missing : missing + total);
    String volume = ProgressLine.bytes(missing) + " in " + files.size() + " files";
    LOG.info("downloading {}: {} into {}", model, volume, settings.cache());
    try (DownloadProgress progress =
        new DownloadProgress(
            model.toString(), total - missing, total, DownloadProgress.terminal())) {
      Download download =
          new Download(client, model, commit, cache, progress, surroundings.pause());
      Parallel.each(
          files,
          file -> {
            download.run(file);
            return file;
          },
          client::close);
    }
    // All links at once: a download that was cut off leaves no snapshot that looks whole.
    for (RemoteFile file : files) {
      cache.link(commit, file);
    }
  }

  private RemoteFile described(HubClient client, HubName model, String commit, String name)
      throws InterruptedException {
    RemoteFile file =
        new Retries(surroundings.pause(), Retries.MOST)
            .run(() -> client.describe(model, commit, name));
    long largest = NeededFiles.isTensors(name) ? LARGEST_TENSORS : LARGEST_OTHER;
    if (file.size() < 0 || file.size() > largest) {
      throw new UserError(
          name + " of " + model + " would have " + ProgressLine.bytes(file.size()),
          "take a model with files of a usual size");
    }
    return file;
  }

  private void requireRoom(HubName model, long bytes) {
    long free = surroundings.freeBytes().applyAsLong(settings.cache());
    if (bytes + ROOM_TO_SPARE > free) {
      throw new UserError(
          model
              + " needs "
              + ProgressLine.bytes(bytes)
              + " in "
              + settings.cache()
              + ", which has "
              + ProgressLine.bytes(free),
          "make room, or set HF_HOME to a folder on a larger disk");
    }
  }
}
