package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What people give as a model: a directory, or a name on the Hugging Face hub. */
public final class ModelLocation {

  /** A hub name for help texts and errors. */
  public static final String EXAMPLE = "OpenGVLab/InternVL3-1B-hf";

  private static final String WAY_OUT =
      "give the directory of an InternVL checkpoint, or a name such as " + EXAMPLE;

  private static final Path SNAPSHOTS = Path.of("snapshots");
  private static final String REPOSITORY = "models--";

  private ModelLocation() {}

  /**
   * The directory with a model's files: {@code given} itself where it is a directory, else that of
   * the model with this name on the hub, downloaded if need be. An interrupt ends a download; it
   * can be resumed.
   *
   * @throws UserError when there is neither
   */
  public static Path resolve(String given) {
    return resolve(given, System.getenv(), Surroundings.real());
  }

  static Path resolve(String given, Map<String, String> environment, Surroundings surroundings) {
    if (given.isBlank()) {
      throw new UserError("no model is named", WAY_OUT);
    }
    Optional<Path> there = there(given);
    if (there.isPresent()) {
      return directory(there.get());
    }
    HubName name =
        HubName.parse(given)
            .orElseThrow(
                () ->
                    new UserError(
                        printable(given)
                            + " is neither a directory nor the name of a model on the hub",
                        WAY_OUT));
    try {
      return new ModelHub(HubSettings.of(environment), surroundings).find(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(
          "the download of " + name + " was interrupted",
          "run the same command again, it goes on where it stopped",
          e);
    }
  }

  /** What lies at a path, a link too; a hub name that is there by chance is a path. */
  private static Optional<Path> there(String given) {
    try {
      return Optional.of(Path.of(given))
          .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path directory(Path there) {
    if (Files.isDirectory(there)) {
      return there;
    }
    if (!Files.exists(there)) {
      throw new UserError(there + " is a link that leads nowhere", WAY_OUT);
    }
    throw new UserError(
        there + " is a file, not the directory of a model",
        "give the directory with config.json, the tokenizer and the safetensors");
  }

  /** A name without what would upset a terminal. */
  private static String printable(String given) {
    return given.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * The name that a model in this directory is known by: owner and name of one from the hub, whose
   * directory is named by its commit, else the name of the directory.
   */
  public static String name(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    Path parent = path.getParent();
    if (parent != null && SNAPSHOTS.equals(parent.getFileName()) && parent.getParent() != null) {
      String repository = parent.getParent().getFileName().toString();
      if (repository.startsWith(REPOSITORY)) {
        return repository.substring(REPOSITORY.length()).replaceFirst("--", "/");
      }
    }
    return path.getFileName() == null ? "model" : path.getFileName().toString();
  }
}
