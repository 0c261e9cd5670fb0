package io.framewise.connectors.settings;

import java.util.Locale;

/** Which connector reads a source. */
public enum SourceKind {
  /** A video file. */
  VIDEO,
  /** A folder of pictures. */
  FOLDER,
  /** A camera or recorder that speaks RTSP. */
  RTSP;

  /** Whether it is read by an address in place of a path. */
  public boolean isStream() {
    return this == RTSP;
  }

  /** Whether its pictures are decoded on their way, so that they can be compared and changed. */
  public boolean isDecoded() {
    return this != FOLDER;
  }

  /** Name as it stands in a source's status. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
