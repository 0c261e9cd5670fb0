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
  USB,
  /** Pictures that somebody pushes by HTTP. */
  PUSH,
  /** Pictures that somebody publishes by MQTT. */
  MQTT;

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

  /** Whether its pictures are decoded on their way, so that they can be compared and changed. */
  public boolean isDecoded() {
    return this != FOLDER && !isSent();
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
