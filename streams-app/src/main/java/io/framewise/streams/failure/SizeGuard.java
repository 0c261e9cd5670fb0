package io.framewise.streams.failure;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.topic.RecordPlace;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Holds back records that their topic would refuse as too large, before any state mentions them,
 * and makes them dead letters. Each processor has its own; confined to its thread.
 */
public final class SizeGuard {

  private final SizeLimits limits;
  private final Topics topics;
  private final String deadLettersChild;
  private ProcessorContext<String, ? super DeadLetter> context;

  /** A guard for a processor with a child that takes dead letters. */
  public SizeGuard(SizeLimits limits, Topics topics, String deadLettersChild) {
    this.limits = limits;
    this.topics = topics;
    this.deadLettersChild = deadLettersChild;
  }

  /** Must be called from the processor's {@code init}. */
  public void init(ProcessorContext<String, ? super DeadLetter> context) {
    this.context = context;
  }

  /** Whether the topic of requests takes a request. */
  public boolean passes(InferenceRequest request) {
    return passes(topics.requests(request.getPriority()), request.getSourceId(), request);
  }

  /** Whether the topic of events takes an event. */
  public boolean passes(AnalysisEvent event) {
    return passes(topics.events(), event.getSourceId(), event);
  }

  /**
   * Writes a dead letter for work that failed and has no record of its own, such as a window.
   *
   * @param origin where its newest frame lies
   */
  public void bury(String sourceId, RecordPlace origin, String message) {
    context.forward(
        DeadLetters.ofWork(sourceId, origin, message, context.currentSystemTimeMs()),
        deadLettersChild);
  }

  private <V extends SpecificRecord> boolean passes(Topic<V> topic, String sourceId, V value) {
    byte[] serialized = limits.serialized(topic, value);
    if (limits.takes(topic, serialized.length)) {
      return true;
    }
    context.forward(
        DeadLetters.unsent(topic.name(), sourceId, serialized, context.currentSystemTimeMs()),
        deadLettersChild);
    return false;
  }
}
