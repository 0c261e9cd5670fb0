package io.framewise.streams.failure;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Learns how large a record Kafka refuses. The same transaction cannot continue after a refused
 * record (KAFKA-15259), so the records since the last commit are read again, and this time the
 * record that was refused is not sent.
 */
public final class ProductionFailures implements ProductionExceptionHandler {

  /** Property that holds the {@link SizeLimits} of the topology. */
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

  /** Always fails: the cause is either the record or the registry. */
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
