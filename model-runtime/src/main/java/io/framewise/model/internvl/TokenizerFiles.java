package io.framewise.model.internvl;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.CheckpointFile;
import io.framewise.model.checkpoint.ConfigSection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a checkpoint's tokenizer. They come as tokenizer.json, or for Qwen as vocab.json and
 * merges.txt, from which tokenizer.json follows. A sentencepiece model (tokenizer.model) is of no
 * use by itself.
 */
final class TokenizerFiles {

  private final Path directory;

  TokenizerFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * The text of tokenizer.json.
   *
   * @throws UserError when it is not there and cannot be made
   */
  byte[] json() {
    if (has("tokenizer.json")) {
      return bytes("tokenizer.json");
    }
    if (has("vocab.json") && has("merges.txt")) {
      return QwenTokenizer.json(this);
    }
    for (String name : List.of("tokenizer.json", "vocab.json", "merges.txt")) {
      Path file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !has(name)) {
        throw CheckpointFile.missing(file, CheckpointFile.COPY_AGAIN);
      }
    }
    throw new UserError(
        "model directory "
            + directory
            + " has no tokenizer.json"
            + (has("tokenizer.model") ? ", and tokenizer.model is not supported" : ""),
        "take tokenizer.json from the checkpoint's -hf edition, or write it with Transformers:"
            + " AutoTokenizer.from_pretrained(DIR, use_fast=True, trust_remote_code=True)"
            + ".save_pretrained(DIR)");
  }

  /** One of the checkpoint's JSON files, where it is there. */
  Optional<ConfigSection> section(String name) {
    return has(name) ? Optional.of(ConfigSection.of(directory.resolve(name))) : Optional.empty();
  }

  boolean has(String name) {
    return CheckpointFile.isThere(directory.resolve(name));
  }

  JsonNode tree(String name) {
    return CheckpointFile.json(directory.resolve(name));
  }

  byte[] bytes(String name) {
    return CheckpointFile.bytes(directory.resolve(name));
  }

  /** The error of a token that cannot be one. */
  UserError badToken(String name, String token, String id) {
    return new UserError(
        directory.resolve(name) + ": token " + token + " has the id " + id + ", wanted is a number",
        CheckpointFile.COPY_AGAIN);
  }
}
