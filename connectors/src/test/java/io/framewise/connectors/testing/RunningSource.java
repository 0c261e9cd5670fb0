package io.framewise.connectors.testing;

import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;

/** A source on a thread of its own, as connectors run it, until it is stopped. */
public final class RunningSource {

  private final FrameSource source;
  private final PictureSink sink;
  private final Thread thread = new Thread(this::run, "running-source");

  private RunningSource(FrameSource source, PictureSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Runs {@code source}. */
  public static RunningSource start(FrameSource source, PictureSink sink) {
    RunningSource running = new RunningSource(source, sink);
    running.thread.start();
    return running;
  }

  private void run() {
    try {
      String unused = source.run(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells it to stop, and waits for that. */
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
