package io.framewise.platform.observe;

import io.framewise.platform.topic.RecordPlace;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keys of what a log line is about. Lines carry them as key-value pairs, the same words in every
 * deployable, so that all that is said of one source or record can be found.
 */
public final class LogKeys {

  public static final String SOURCE_ID = "sourceId";
  public static final String WORKER = "worker";
  public static final String QUESTION_SET_ID = "questionSetId";
  public static final String REQUEST_ID = "requestId";
  public static final String ALERT_KEY = "alertKey";

  /** The name of the key of whoever makes a request. */
  public static final String PRINCIPAL = "principal";

  /** A processor of the topology. */
  public static final String PROCESSOR = "processor";

  /** A piece of work of the topology that has a name of its own: see {@code ItemGuard}. */
  public static final String ITEM = "item";

  public static final String TOPIC = "topic";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";

  private LogKeys() {}

  /** A line about the record at {@code place}. */
  public static LoggingEventBuilder at(LoggingEventBuilder line, RecordPlace place) {
    return line.addKeyValue(TOPIC, place.partition().topic())
        .addKeyValue(PARTITION, place.partition().partition())
        .addKeyValue(OFFSET, place.offset());
  }
}
