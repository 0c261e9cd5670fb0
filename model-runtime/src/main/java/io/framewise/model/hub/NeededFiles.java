package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.util.List;
import java.util.regex.Pattern;

/** Which files of a repository make a checkpoint. Never pickles: loading those runs code. */
final class NeededFiles {

  private static final Pattern NEEDED =
      Pattern.compile(
          "(config|generation_config|tokenizer[A-Za-z0-9_-]*|preprocessor_config|processor_config"
              + "|video_preprocessor_config|special_tokens_map|added_tokens|vocab"
              + "|framewise-questions)\\.json"
              + "|merges\\.txt|chat_template[A-Za-z0-9_-]*\\.(json|jinja)"
              + "|[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.safetensors(\\.index\\.json)?");
  private static final Pattern HOSTILE =
      Pattern.compile("/.*|(.*/)?\\.\\.(/.*)?|.*[\\\\\\p{Cntrl}].*", Pattern.DOTALL);
  private static final int MOST = 1000;

  private NeededFiles() {}

  /**
   * The needed ones among {@code listed}; all of them lie at the root of the repository.
   *
   * @throws UserError when a name would leave the repository, or no checkpoint is there
   */
  static List<String> of(HubName model, List<String> listed) {
    listed.stream()
        .filter(name -> HOSTILE.matcher(name).matches())
        .findFirst()
        .ifPresent(
            name -> {
              throw new UserError(
                  "the hub lists a file of " + model + " outside the model", "take another model");
            });
    List<String> needed =
        listed.stream().filter(NeededFiles::isNeeded).distinct().sorted().toList();
    if (!needed.contains("config.json") || needed.stream().noneMatch(NeededFiles::isTensors)) {
      throw new UserError(
          model + " has no config.json with safetensors", "take an InternVL model with both");
    }
    if (needed.size() > MOST) {
      throw new UserError(
          model + " has more than " + MOST + " files to download", "take another model");
    }
    return needed;
  }

  private static boolean isNeeded(String name) {
    return NEEDED.matcher(name).matches() && !name.contains("..");
  }

  static boolean isTensors(String name) {
    return name.endsWith(".safetensors");
  }
}
