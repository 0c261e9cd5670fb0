package io.framewise.model.worker;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.model.loop.Fatal;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a record that the share group hands out. Safe for use by several threads.
 *
 * <p>The last delivery of a request is spent on saying that it failed, and not on another try: if
 * the try took the process down, the broker would archive the request and nobody would hear of it.
 * One whose deadline has passed ends here, before anything is fetched for it.
 */
final class RequestDesk {

  private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);
  private static final int PAUSE_SECONDS = 1;

  private final AvroDeserializer<InferenceRequest> reader;
  private final RequestCheck check;
  private final PixelQueue queue;
  private final Results results;
  private final Outbox outbox;
  private final InstantSource clock;

  RequestDesk(
      AvroDeserializer<InferenceRequest> reader,
      RequestCheck check,
      PixelQueue queue,
      Results results,
      Outbox outbox,
      InstantSource clock) {
    this.reader = reader;
    this.check = check;
    this.queue = queue;
    this.results = results;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Sees to it that {@code delivery}, which is of {@code record}, will be settled. */
  void accept(ConsumerRecord<String, byte[]> record, Delivery delivery) {
    try {
      InferenceRequest request = reader.deserialize(record.topic(), record.value());
      if (request == null) {
        outbox.bury(record, "the record has no value", delivery);
        return;
      }
      accept(new Job(request, delivery));
    } catch (RegistryUnavailableException e) {
      unreadable(record, delivery, e);
    } catch (SerializationException e) {
      outbox.bury(record, e.getMessage(), delivery);
    } catch (RuntimeException | Error e) { // no record, however odd, may take the intake down
      Fatal.rethrow(e);
      LOG.warn("{} is not a readable request", delivery.id(), e);
      outbox.bury(record, "not a readable InferenceRequest", delivery);
    }
  }

  private void accept(Job job) {
    Delivery delivery = job.delivery();
    if (clock.instant().isAfter(job.request().getDeadlineAt())) {
      results.expired(job);
      return;
    }
    try {
      check.check(job);
      if (!queue.submit(job)) {
        delivery.settle(AcknowledgeType.RELEASE);
      }
    } catch (Refusal e) {
      results.failed(job, e);
    }
  }

  /** Holds the record back for a moment, so that an outage does not use up its deliveries. */
  private void unreadable(
      ConsumerRecord<String, byte[]> record, Delivery delivery, RegistryUnavailableException e) {
    if (check.isLast(delivery)) {
      outbox.bury(record, e.getMessage(), delivery);
      return;
    }
    LOG.warn("{} is released: {}", delivery.id(), e.getMessage());
    CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> delivery.settle(AcknowledgeType.RELEASE));
  }
}
