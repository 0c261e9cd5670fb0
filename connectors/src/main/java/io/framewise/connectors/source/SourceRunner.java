package io.framewise.connectors.source;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one source on a thread of its own. Whatever goes wrong in it ends in its state and nowhere
 * else.
 */
public final class SourceRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);

  private final FrameSource source;
  private final PictureSink sink;
  private final SourceLifecycle lifecycle;
  private final Thread thread;

  /** A runner that hands the pictures of {@code source} to {@code sink}. */
  public SourceRunner(
      String sourceId, FrameSource source, PictureSink sink, SourceLifecycle lifecycle) {
    this.source = source;
    this.sink = sink;
    this.lifecycle = lifecycle;
    this.thread = new Thread(this::run, "source-" + sourceId);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Tells the thread to stop; does not wait. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Waits until the thread has ended, at most {@code limit}; returns whether it has. */
  public boolean join(Duration limit) throws InterruptedException {
    thread.join(Math.max(1, limit.toMillis()));
    return !thread.isAlive();
  }

  private void run() {
    SourceState end = new SourceState.Broken("stopped by an error that the log shows");
    try {
      end = new SourceState.Ended(source.run(sink));
    } catch (InterruptedException e) {
      end = new SourceState.Stopped();
    } catch (SourceBrokenException e) {
      LOG.debug("source broke off", e);
      end = new SourceState.Broken(e.getMessage());
    } catch (OutOfMemoryError e) {
      end = new SourceState.Broken("stopped: there was not enough memory for its pictures");
      LOG.error("source stopped for want of memory", e);
    } catch (StackOverflowError e) {
      end = new SourceState.Broken("stopped: its pictures are nested too deeply to be read");
      LOG.error("source stopped by a stack overflow", e);
    } catch (LinkageError e) {
      end =
          new SourceState.Broken("stopped: a library that it needs cannot be loaded, see the log");
      LOG.error("source stopped by a library that cannot be loaded", e);
    } catch (Throwable e) { // Whatever it is, it is this source's end and no other's.
      LOG.error("source stopped by an unexpected error", e);
    } finally {
      lifecycle.moveTo(end);
    }
  }
}
