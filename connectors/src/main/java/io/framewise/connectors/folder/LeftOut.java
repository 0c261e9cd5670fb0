package io.framewise.connectors.folder;

import java.util.Set;
import java.util.stream.Collectors;

/** What a folder's status says of entries that are not read. */
final class LeftOut {

  private static final int NAMED = 3;

  private LeftOut() {}

  /** A note; empty when there is nothing to say. */
  static String of(Set<String> subfolders, Set<String> unseen, boolean recursive) {
    if (subfolders.isEmpty()) {
      return unseen(unseen);
    }
    String note =
        "passes over "
            + (subfolders.size() == 1 ? "the subfolder " : subfolders.size() + " subfolders: ")
            + names(subfolders)
            + (recursive
                ? ", which cannot be read or lie too deep"
                : "; recursive: true reads such too");
    return unseen.isEmpty() ? note : note + "; " + unseen(unseen);
  }

  private static String unseen(Set<String> unseen) {
    return unseen.isEmpty()
        ? ""
        : unseen.size()
            + (unseen.size() == 1 ? " file" : " files")
            + " cannot be looked at: "
            + names(unseen)
            + "; check this process's permissions";
  }

  /** The first few names, and whether there are others. */
  static String names(Set<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return first + (names.size() > NAMED ? " and others" : "");
  }
}
