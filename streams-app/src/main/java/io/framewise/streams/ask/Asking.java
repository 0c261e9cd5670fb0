package io.framewise.streams.ask;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.InferenceRequest;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/** Where questions are asked on the spot. */
public interface Asking {

  /**
   * A question on its way.
   *
   * @param request its request
   * @param event completed with its event; whoever no longer waits must tell {@link #leave}
   */
  record Asked(InferenceRequest request, CompletableFuture<AnalysisEvent> event) {}

  /**
   * Asks, and returns when Kafka has the question. Blocking.
   *
   * @throws NoFramesException when the source has no frames
   * @throws UserError when Kafka or the registry does not answer
   * @throws KafkaException when Kafka does not take the question or its pictures
   */
  Asked ask(Ask ask) throws InterruptedException;

  /** Nobody waits for this event any more. */
  void leave(String requestId);
}
