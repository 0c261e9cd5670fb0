package io.framewise.streams.failure;

import static io.framewise.platform.observe.LogKeys.PROCESSOR;

import io.framewise.contract.UserError;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.failure.FailedRecords.Failure;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Remembers which record made a processor fail, in whichever processor that happened. The exception
 * is still thrown, so that the transaction is aborted together with what the record has changed so
 * far; {@link SetAsideFailures} then lets the thread continue.
 */
public final class ProcessingFailures implements ProcessingExceptionHandler {

  /** Property that holds the {@link FailedRecords} of the topology. */
  public static final String FAILED_RECORDS = "framewise.failed-records";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessingFailures.class);

  private FailedRecords failedRecords;

  @Override
  public void configure(Map<String, ?> configs) {
    failedRecords = (FailedRecords) configs.get(FAILED_RECORDS);
  }

  @Override
  public Response handleError(ErrorHandlerContext at, Record<?, ?> record, Exception exception) {
    if (at.topic() != null && isTheRecords(exception)) {
      RecordPlace place = RecordPlace.of(at.topic(), at.partition(), at.offset());
      if (failedRecords.add(place, new Failure(at.processorNodeId(), exception))) {
        tell(LOG.atWarn(), at, place, exception).log("a processor failed; its record is set aside");
      } else {
        tell(LOG.atError(), at, place, exception)
            .log("a processor failed, after too many other failures");
      }
    }
    return Response.fail();
  }

  private static LoggingEventBuilder tell(
      LoggingEventBuilder line, ErrorHandlerContext at, RecordPlace place, Exception exception) {
    return LogKeys.at(line, place).addKeyValue(PROCESSOR, at.processorNodeId()).setCause(exception);
  }

  /**
   * Whether the record may have caused an exception. Errors of Kafka, of the registry and of state
   * that cannot be read or written (as on a full disk) are not caused by the record. Kafka wraps
   * some exceptions of processors and serializers, which are unwrapped first.
   */
  static boolean isTheRecords(Exception exception) {
    if (exception instanceof ProcessorStateException
        || exception instanceof InvalidStateStoreException) {
      return false;
    }
    if (exception instanceof StreamsException && exception.getCause() instanceof Exception cause) {
      return isTheRecords(cause);
    }
    return !(exception instanceof KafkaException) && !(exception instanceof UserError);
  }
}
