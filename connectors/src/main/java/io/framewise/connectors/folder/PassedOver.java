package io.framewise.connectors.folder;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that are no pictures and not meant to be: hidden files, notes of file managers, uploads.
 */
final class PassedOver {

  private static final List<String> UNFINISHED =
      List.of(
          ".tmp",
          ".temp",
          ".part",
          ".partial",
          ".filepart",
          ".crdownload",
          ".download",
          ".upload",
          ".uploading",
          ".incomplete",
          ".swp",
          ".lock",
          "~");
  private static final Set<String> NOTES =
      Set.of("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "picasa.ini");
  private static final Set<String> FOLDERS =
      Set.of("$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle");

  private PassedOver() {}

  /** Whether a file of this name is passed over. */
  static boolean file(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(".")
        || lower.startsWith("~")
        || NOTES.contains(lower)
        || UNFINISHED.stream().anyMatch(lower::endsWith);
  }

  /** Whether a folder of this name is passed over. */
  static boolean folder(String name) {
    return name.startsWith(".") || FOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }
}
