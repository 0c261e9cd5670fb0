package io.framewise.connectors.settings;

/** What counts as the time at which a picture in a folder was taken. */
public enum CaptureTime {
  /** The moment it is read. */
  NOW,
  /** The file's time of modification. */
  MODIFIED
}
