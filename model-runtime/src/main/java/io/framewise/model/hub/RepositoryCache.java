package io.framewise.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One model's folder in the cache, laid out as huggingface_hub does it, so that its tools find what
 * Framewise has downloaded and the other way round:
 *
 * <pre>
 * models--OWNER--NAME/blobs/CHECKSUM                the content of a file
 * models--OWNER--NAME/refs/REVISION                 the commit that a branch or tag stood for
 * models--OWNER--NAME/snapshots/COMMIT/config.json  a link to ../../blobs/CHECKSUM
 * .locks/models--OWNER--NAME/CHECKSUM.lock          held while a blob is written
 * </pre>
 */
final class RepositoryCache {

  private static final String INDEX = "model.safetensors.index.json";
  private static final int LONGEST_REF = 200;

  private final Path folder;
  private final Path locks;
  private final boolean symlinks;

  RepositoryCache(HubSettings settings, HubName model) {
    String name = "models--" + model.owner() + "--" + model.name();
    folder = settings.cache().resolve(name);
    locks = settings.cache().resolve(".locks").resolve(name);
    symlinks = settings.symlinks();
  }

  /** Makes the folders for {@code commit}. */
  void prepare(String commit) throws IOException {
    Files.createDirectories(folder.resolve("blobs"));
    Files.createDirectories(snapshot(commit));
    Files.createDirectories(locks);
  }

  Path blob(Checksum checksum) {
    return folder.resolve("blobs").resolve(checksum.hex());
  }

  /**
   * What has arrived of a blob so far. Not the name that Python's tools use for theirs: their locks
   * and Java's do not see each other, so the two must never write to the same file.
   */
  Path incomplete(Checksum checksum) {
    return folder.resolve("blobs").resolve(checksum.hex() + ".framewise.incomplete");
  }

  Path lock(Checksum checksum) {
    return locks.resolve(checksum.hex() + ".lock");
  }

  Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  boolean has(String commit, String file) {
    return Files.isRegularFile(snapshot(commit).resolve(file));
  }

  /** Bytes of a file that are still to come. */
  long missing(RemoteFile file) throws IOException {
    if (Files.exists(blob(file.checksum()))) {
      return 0;
    }
    Path incomplete = incomplete(file.checksum());
    long arrived = Files.exists(incomplete) ? Files.size(incomplete) : 0;
    return file.size() - Math.min(file.size(), arrived);
  }

  /** The snapshot of a revision, if all that a model needs is there. */
  Optional<Path> complete(String revision) throws IOException {
    return snapshotOf(revision).filter(snapshot -> lacking(snapshot).isEmpty());
  }

  /** What the snapshot of a revision lacks; nothing where it is complete or not begun. */
  List<String> lacking(String revision) throws IOException {
    return snapshotOf(revision)
        .filter(Files::isDirectory)
        .map(RepositoryCache::lacking)
        .orElse(List.of());
  }

  private Optional<Path> snapshotOf(String revision) throws IOException {
    Optional<String> commit = HubName.isCommit(revision) ? Optional.of(revision) : ref(revision);
    return commit.map(this::snapshot);
  }

  private Optional<String> ref(String revision) throws IOException {
    Path file = folder.resolve("refs").resolve(revision);
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_REF) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(file).strip()).filter(HubName::isCommit);
  }

  private static List<String> lacking(Path snapshot) {
    Set<String> needed = new TreeSet<>(Set.of("config.json"));
    boolean qwen = has(snapshot, "vocab.json") && has(snapshot, "merges.txt");
    if (!qwen) {
      needed.add("tokenizer.json");
    }
    if (has(snapshot, INDEX)) {
      needed.addAll(shards(snapshot.resolve(INDEX)));
    } else {
      needed.add("model.safetensors");
    }
    return needed.stream().filter(name -> !has(snapshot, name)).toList();
  }

  /**
   * The files that an index names; the index itself where it was cut off, for it must come anew.
   */
  private static Set<String> shards(Path index) {
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode file : new ObjectMapper().readTree(index.toFile()).path("weight_map")) {
        names.add(file.asText());
      }
      return names;
    } catch (IOException e) {
      return Set.of(INDEX + " (cut off)");
    }
  }

  private static boolean has(Path snapshot, String name) {
    try {
      return Files.isRegularFile(snapshot.resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Puts a blob under its name into a snapshot. */
  void link(String commit, RemoteFile file) throws IOException {
    Path link = snapshot(commit).resolve(file.name());
    Path blob = blob(file.checksum());
    if (Files.isSymbolicLink(link) && !Files.exists(link)) {
      Files.delete(link); // its blob had been removed
    }
    try {
      if (symlinks) {
        Files.createSymbolicLink(link, link.getParent().relativize(blob));
        return;
      }
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster
    } catch (UnsupportedOperationException | IOException e) {
      // This file system has no links. Should the reason be another, the copy fails of it too.
    }
    Path copy = blob.resolveSibling(file.checksum().hex() + "." + UUID.randomUUID() + ".tmp");
    Files.copy(blob, copy);
    Files.move(copy, link, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Notes which commit a branch or tag stands for. */
  void writeRef(String revision, String commit) throws IOException {
    if (HubName.isCommit(revision) || ref(revision).filter(commit::equals).isPresent()) {
      return;
    }
    Path file = folder.resolve("refs").resolve(revision);
    Files.createDirectories(file.getParent());
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.writeString(draft, commit);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
