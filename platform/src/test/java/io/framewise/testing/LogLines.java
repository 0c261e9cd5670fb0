package io.framewise.testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what is logged. Other tests may log at the same time, so its list may be read meanwhile.
 */
public final class LogLines extends ListAppender<ILoggingEvent> {

  /** Takes lines at once. */
  public LogLines() {
    list = new CopyOnWriteArrayList<>();
    start();
  }
}
