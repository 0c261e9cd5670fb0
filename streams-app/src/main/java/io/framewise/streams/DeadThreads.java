package io.framewise.streams;

import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.streams.failure.FailedRecords;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the topology when one of its threads has died. A registry that is away is no
 * reason to end, nor is Kafka, nor a record that turned out to be too large: what was read since
 * the last commit is read again by a new thread. Safe for use by several threads.
 */
final class DeadThreads implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DeadThreads.class);

  /** How the name of the thread of the global tables ends; Kafka Streams can replace all others. */
  private static final String IRREPLACEABLE = "GlobalStreamThread";

  private final FailedRecords failures;
  private final Runnable onFailure;

  /**
   * A handler.
   *
   * @param failures counts how often a thread is replaced
   * @param onFailure called when the topology ends
   */
  DeadThreads(FailedRecords failures, Runnable onFailure) {
    this.failures = failures;
    this.onFailure = onFailure;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable e) {
    if (!Thread.currentThread().getName().endsWith(IRREPLACEABLE)) {
      if (isCausedBy(RegistryUnavailableException.class, e)) {
        LOG.warn("the schema registry does not answer; trying again", e);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (isCausedBy(RecordTooLargeException.class, e) && failures.countAndMayGoOn()) {
        LOG.warn("Kafka refuses a record as too large; going on without it", e);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (isCausedBy(RetriableException.class, e) && failures.countAndMayGoOn()) {
        LOG.warn("Kafka does not answer; trying again with another thread", e);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    LOG.error("the topology has died", e);
    onFailure.run();
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
  }
}
