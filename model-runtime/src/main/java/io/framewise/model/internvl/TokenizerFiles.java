package io.framewise.model.internvl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a checkpoint's tokenizer. They come as tokenizer.json, or for Qwen as vocab.json and
 * merges.txt, from which tokenizer.json follows. A sentencepiece model (tokenizer.model) is of no
 * use by itself.
 */
final class TokenizerFiles {

  private static final String COPY_AGAIN = "copy the checkpoint again";
  private static final ObjectMapper JSON = new ObjectMapper();

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
    throw new UserError(
        "model directory "
            + directory
            + " has no tokenizer.json"
            + (has("tokenizer.model") ? ", and tokenizer.model is not supported" : ""),
        "take tokenizer.json from the checkpoint's -hf edition, or write it with Transformers:"
            + " AutoTokenizer.from_pretrained(DIR, use_fast=True, trust_remote_code=True)"
            + ".save_pretrained(DIR)");
  }

  /** tokenizer_config.json, empty where it is not there. */
  JsonNode config() {
    return has("tokenizer_config.json") ? tree("tokenizer_config.json") : JSON.createObjectNode();
  }

  boolean has(String name) {
    return Files.isRegularFile(directory.resolve(name));
  }

  JsonNode tree(String name) {
    try {
      return JSON.readTree(bytes(name));
    } catch (IOException e) {
      throw new UserError(directory.resolve(name) + " cannot be read as JSON", COPY_AGAIN, e);
    }
  }

  byte[] bytes(String name) {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (IOException e) {
      throw new UserError(directory.resolve(name) + " cannot be read", COPY_AGAIN, e);
    }
  }
}
