package io.framewise.connectors.settings;

import io.framewise.contract.avro.Domain;
import java.util.Locale;

/** Which connector reads a source. */
public enum SourceKind {
  /** A video file. */
  VIDEO,
  /** A folder of pictures. */
  FOLDER,
  /** A camera or recorder that speaks RTSP. */
  RTSP,
  /** A camera or recorder that speaks HTTP: MJPEG, a picture a request, or HLS. */
  HTTP,
  /** A screen that an X server shows. */
  SCREEN,
  /** A camera at this machine. */
  USB;

  /** Whether it is read by an address in place of a path. */
  public boolean isStream() {
    return this == RTSP || this == HTTP;
  }

  /** Whether its pictures are made while they are captured, so that it may come and go. */
  public boolean isLive() {
    return isStream() || this == SCREEN || this == USB;
  }

  /** The domain of a source whose settings name none. */
  public Domain usualDomain() {
    return this == SCREEN ? Domain.SCREEN : Domain.VIDEO;
  }

  /** Name as it stands in a source's status. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
