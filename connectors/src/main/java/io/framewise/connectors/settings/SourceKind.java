package io.framewise.connectors.settings;

import java.util.Locale;

/** Which connector reads a source. */
public enum SourceKind {
  /** A video file. */
  VIDEO,
  /** A folder of pictures. */
  FOLDER;

  /** Name as it stands in a source's status. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
