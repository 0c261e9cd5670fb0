package io.framewise.streams.failure;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Learns what Kafka refuses as too large. It cannot go on in the same transaction, which a refused
 * record has spoilt (KAFKA-15259): the records since the last commit are read again, and this time
 * what was refused is not sent.
 */
public final class ProductionFailures implements ProductionExceptionHandler {

  /** Property under which the handler finds the {@link SizeLimits} of its topology. */
  public static final String SIZE_LIMITS = "framewise.size-limits";

  private SizeLimits sizeLimits;

  @Override
  public void configure(Map<String, ?> configs) {
    sizeLimits = (SizeLimits) configs.get(SIZE_LIMITS);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext at, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RecordTooLargeException && record.value() != null) {
      sizeLimits.learn(record.topic(), record.value().length);
    }
    return exception instanceof RetriableException ? Response.retry() : Response.fail();
  }

  /** Fails: what cannot be serialised is either the record's fault, or the registry's. */
  @Override
  @SuppressWarnings("rawtypes") // as Kafka declares it
  public Response handleSerializationError(
      ErrorHandlerContext at,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    return Response.fail();
  }
}
