package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The safetensors files of a checkpoint: one, or several named by an index. */
final class TensorFiles {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  /** The name of a file beside the index: no path, nothing hidden, nothing that no system takes. */
  private static final Pattern NAME =
      Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,250}");

  private TensorFiles() {}

  /** The files, sorted by name. */
  static List<Path> of(Path directory) {
    if (CheckpointFile.isThere(directory.resolve(SINGLE))) {
      return List.of(directory.resolve(SINGLE));
    }
    Path index = directory.resolve(INDEX);
    if (!CheckpointFile.isThere(index)) {
      throw without(directory, index);
    }
    TreeSet<Path> files = new TreeSet<>();
    for (JsonNode file : weightMap(index)) {
      files.add(shard(directory, index, file));
    }
    return List.copyOf(files);
  }

  private static UserError without(Path directory, Path index) {
    for (Path file : List.of(directory.resolve(SINGLE), index)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return CheckpointFile.missing(file, Checkpoint.WAY_OUT);
      }
    }
    return new UserError(
        directory + " has neither " + SINGLE + " nor " + INDEX, Checkpoint.WAY_OUT);
  }

  private static JsonNode weightMap(Path index) {
    JsonNode map = CheckpointFile.json(index).path("weight_map");
    if (map.isObject() && !map.isEmpty()) {
      return map;
    }
    throw new UserError(index + " has no weight_map", CheckpointFile.COPY_AGAIN);
  }

  private static Path shard(Path directory, Path index, JsonNode name) {
    if (!name.isTextual() || !NAME.matcher(name.asText()).matches()) {
      throw new UserError(
          index + " points outside its directory, or names no file: " + name, Checkpoint.WAY_OUT);
    }
    Path file = directory.resolve(name.asText());
    if (!CheckpointFile.isThere(file)) {
      throw CheckpointFile.missing(
          file, index.getFileName() + " names it, copy the checkpoint again");
    }
    return file;
  }

  /** All tensors of the files, by the names in the files. */
  static Map<String, StoredTensor> read(List<Path> files) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (Path file : files) {
      SafetensorsFile.read(file)
          .forEach(
              (name, tensor) -> {
                if (tensors.put(name, tensor) != null) {
                  throw new UserError(
                      file + ": tensor " + name + " is in another file too",
                      "copy the checkpoint again");
                }
              });
    }
    return tensors;
  }
}
