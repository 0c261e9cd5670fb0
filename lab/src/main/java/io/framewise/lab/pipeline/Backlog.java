package io.framewise.lab.pipeline;

/**
 * Frames of several cameras that all lie on the topic before anything reads them. The last frame of
 * each camera closes its last window.
 *
 * @param cameras how many cameras, each with its own frames
 * @param windows windows of each camera
 * @param rate frames a second of each camera, in event time
 */
record Backlog(int cameras, int windows, int rate) {

  private static final long SECOND_MS = 1000;

  /** About this many frames in all; at least one window a camera. */
  static Backlog ofAbout(int frames, int cameras, int rate) {
    long spanMs = SECOND_MS * frames / cameras / rate;
    long windows = (spanMs - Pipeline.GRACE_MS) / Pipeline.WINDOW_MS;
    return new Backlog(cameras, Math.toIntExact(Math.max(1, windows)), rate);
  }

  /** Frames up to the one that closes the last window, of each camera. */
  int framesEach() {
    long stepMs = SECOND_MS / rate;
    long spanMs = windows * Pipeline.WINDOW_MS + Pipeline.GRACE_MS;
    return Math.toIntExact((spanMs + stepMs - 1) / stepMs + 1);
  }

  /** Frames of all cameras. */
  int frames() {
    return cameras * framesEach();
  }

  /** Events that come of it. */
  int events() {
    return cameras * windows;
  }

  /**
   * Sends all of it, from some time ago to now, and waits until the broker has it.
   *
   * @return where the next windows begin, milliseconds since 1970
   */
  long send(Cameras sender) {
    long endMs = System.currentTimeMillis() / Pipeline.WINDOW_MS * Pipeline.WINDOW_MS;
    return sendFrom(sender, endMs - (windows + 1) * Pipeline.WINDOW_MS);
  }

  /** As above, from a moment on. */
  long sendFrom(Cameras sender, long startMs) {
    for (int i = 0; i < framesEach(); i++) {
      for (int camera = 0; camera < cameras; camera++) {
        sender.send(camera, startMs + i * SECOND_MS / rate, () -> {});
      }
    }
    sender.flush();
    return startMs + windows * Pipeline.WINDOW_MS;
  }
}
