package io.framewise.model.checkpoint;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kinds of checkpoints that people have and that are not computed: each is refused by its name. */
final class UncomputedKinds {

  /** How a quantized model is had all the same. */
  private static final String QUANTIZE_HERE =
      "give the checkpoint as it was published, in safetensors files; --quantize int8 or int4"
          + " makes its weights small while it is loaded";

  /** Only the Flash editions of InternVL3.5 have them: they look at some tiles less closely. */
  private static final List<String> FLASH =
      List.of("flash_relative_threshold", "flash_absolute_threshold");

  private UncomputedKinds() {}

  /** Refuses what a config.json says to be one of them. */
  static void check(ConfigSection root) {
    ConfigSection text = root;
    for (String name : List.of("llm_config", "text_config")) {
      text = root.has(name) ? root.section(name) : text;
    }
    for (ConfigSection section : List.of(root, text)) {
      if (section.has("quantization_config")) {
        throw section.unusable(
            "quantization_config is there: the weights are quantized" + method(section),
            QUANTIZE_HERE);
      }
    }
    for (String key : FLASH) {
      if (root.has(key)) {
        throw root.unusable(
            key + " is there: the model is a Flash edition", "give the edition without Flash");
      }
    }
  }

  private static String method(ConfigSection section) {
    ConfigSection method = section.section("quantization_config");
    String name = method.text("quant_method", "");
    return name.isEmpty() ? "" : " (" + name + ")";
  }

  /** Refuses a GGUF file, and a directory that holds nothing else. */
  static void checkFiles(Path path) {
    Optional<Path> gguf = gguf(path);
    if (gguf.isPresent()) {
      throw new UserError(gguf.get() + " is a GGUF file, which is not read", QUANTIZE_HERE);
    }
  }

  private static Optional<Path> gguf(Path path) {
    if (!Files.isDirectory(path)) {
      return Optional.of(path).filter(UncomputedKinds::isGguf);
    }
    if (Files.exists(path.resolve("config.json"))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(UncomputedKinds::isGguf).sorted().findFirst();
    } catch (IOException e) {
      // What comes next says what is wrong with the directory.
      return Optional.empty();
    }
  }

  private static boolean isGguf(Path file) {
    return file.toString().endsWith(".gguf") && Files.isRegularFile(file);
  }
}
