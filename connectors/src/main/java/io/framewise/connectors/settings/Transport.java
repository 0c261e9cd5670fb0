package io.framewise.connectors.settings;

/** How the pictures of an RTSP stream travel. */
public enum Transport {
  /** In the connection itself: nothing is lost. */
  TCP,
  /** In packets of their own: a little sooner, and lost ones smear the picture. */
  UDP
}
