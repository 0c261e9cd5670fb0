package io.framewise.model.checkpoint;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.model.hub.ModelLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint directory that is complete and fits together. Its tensors are mapped, not read: they
 * cost address space until someone reads them, and the mappings go when the last buffer does.
 *
 * @param directory where it lies
 * @param config its dimensions
 * @param tensors by internal name, see {@link TensorNames}
 * @param info its name and digest, as every event carries them
 */
public record Checkpoint(
    Path directory, ModelConfig config, Map<String, StoredTensor> tensors, ModelInfo info) {

  private static final List<String> TOKENIZER =
      List.of("tokenizer.json", "vocab.json", "merges.txt", "added_tokens.json");

  static final String WAY_OUT =
      "give the directory of an InternVL checkpoint, or make a tiny one: "
          + "./framewise model tiny --out DIR";

  /**
   * Opens a checkpoint in the Transformers or the original format. Reads every byte once, for the
   * digest.
   *
   * @throws UserError when the directory is not there, is not an InternVL checkpoint, or its
   *     tensors do not fit its configuration
   */
  public static Checkpoint open(Path directory) {
    UncomputedKinds.checkFiles(directory);
    if (!Files.isDirectory(directory)) {
      throw new UserError("model directory " + directory + " does not exist", WAY_OUT);
    }
    Path configFile = directory.resolve("config.json");
    if (!CheckpointFile.isThere(configFile)) {
      throw CheckpointFile.missing(configFile, WAY_OUT);
    }
    ModelConfig config = ConfigReader.read(configFile);
    List<Path> files = TensorFiles.of(directory);
    Map<String, StoredTensor> tensors =
        FusedProjections.split(config, renamed(TensorFiles.read(files)));
    TensorCheck.check(directory, config, tensors);
    List<Path> digested = new ArrayList<>(List.of(configFile));
    // Another tokenizer makes another model of the same weights.
    TOKENIZER.stream().map(directory::resolve).filter(Files::isRegularFile).forEach(digested::add);
    digested.addAll(files);
    ModelInfo info =
        new ModelInfo(ModelLocation.name(directory), CheckpointDigest.of(digested), List.of());
    return new Checkpoint(directory, config, tensors, info);
  }

  private static Map<String, StoredTensor> renamed(Map<String, StoredTensor> stored) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    stored.forEach(
        (name, tensor) -> {
          // Some tools store this table, which follows from the configuration.
          if (!name.endsWith("rotary_emb.inv_freq")) {
            tensors.put(TensorNames.internal(name), tensor);
          }
        });
    return tensors;
  }
}
