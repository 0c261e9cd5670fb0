package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The safetensors files of a checkpoint: one, or several named by an index. */
final class TensorFiles {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private TensorFiles() {}

  /** The files, sorted by name. */
  static List<Path> of(Path directory) {
    if (Files.isRegularFile(directory.resolve(SINGLE))) {
      return List.of(directory.resolve(SINGLE));
    }
    Path index = directory.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      throw new UserError(
          directory + " has neither " + SINGLE + " nor " + INDEX, Checkpoint.WAY_OUT);
    }
    TreeSet<Path> files = new TreeSet<>();
    for (JsonNode file : weightMap(index)) {
      files.add(shard(directory, index, file.asText()));
    }
    return List.copyOf(files);
  }

  private static JsonNode weightMap(Path index) {
    try {
      JsonNode map = new ObjectMapper().readTree(Files.readAllBytes(index)).path("weight_map");
      if (map.isObject() && !map.isEmpty()) {
        return map;
      }
      throw new UserError(index + " has no weight_map", "copy the checkpoint again");
    } catch (IOException e) {
      throw new UserError(index + " cannot be read as JSON", "copy the checkpoint again", e);
    }
  }

  private static Path shard(Path directory, Path index, String name) {
    Path file = directory.resolve(name).normalize();
    if (!directory.normalize().equals(file.getParent())) {
      throw new UserError(index + " points outside its directory: " + name, Checkpoint.WAY_OUT);
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file + " is missing, " + index.getFileName() + " names it", "copy the checkpoint again");
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
