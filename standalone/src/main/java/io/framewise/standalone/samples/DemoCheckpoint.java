package io.framewise.standalone.samples;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.platform.lifecycle.OutputFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The trained checkpoint that comes with the program: a small InternVL that knows the sample scenes
 * and nothing else. How it was made is told in docs/demo-model.md.
 */
public final class DemoCheckpoint {

  private static final List<String> FILES =
      List.of(
          "config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "preprocessor_config.json",
          KnownQuestions.FILE,
          "model.safetensors");

  private DemoCheckpoint() {}

  /**
   * Writes the checkpoint to a directory, over one that is there.
   *
   * @throws UserError when the directory cannot be written
   */
  public static void write(Path directory) {
    try {
      Files.createDirectories(directory);
      for (String file : FILES) {
        try (InputStream resource = DemoCheckpoint.class.getResourceAsStream("model/" + file)) {
          Files.copy(resource, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      OutputFolder.mark(directory);
    } catch (IOException e) {
      throw new UserError(
          "the demo's model cannot be written to " + directory, "give another directory", e);
    }
  }
}
