package io.framewise.connectors.settings;

import java.util.Locale;

/** Which connector reads a source. */
public enum SourceKind {
  /** A video file. */
  VIDEO,
  /** A folder of pictures. */
  FOLDER,
  /** A camera or recorder that speaks RTSP. */
  RTSP,
  /** Pictures that somebody pushes by HTTP. */
  PUSH,
  /** Pictures that somebody publishes by MQTT. */
  MQTT;

  /** Whether it is read by an address in place of a path. */
  public boolean isStream() {
    return this == RTSP;
  }

  /** Whether its pictures are sent to this process, which opens neither a path nor an address. */
  public boolean isSent() {
    return this == PUSH || this == MQTT;
  }

  /** Name as it stands in a source's status. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
