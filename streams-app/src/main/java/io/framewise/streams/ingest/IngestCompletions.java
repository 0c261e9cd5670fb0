package io.framewise.streams.ingest;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroDeserializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the workers' completions. What is none, or lies under another source's key, becomes a dead
 * letter.
 */
public final class IngestCompletions implements Processor<String, byte[], String, Object> {

  private static final String BAD_RECORD = "bad-record";

  private final AvroDeserializer<InferenceCompletion> deserializer;
  private final String completionsChild;
  private final String deadLettersChild;
  private ProcessorContext<String, Object> context;

  /**
   * A processor that forwards {@link InferenceCompletion}s to one child and {@link DeadLetter}s to
   * the other.
   */
  public IngestCompletions(
      AvroDeserializer<InferenceCompletion> deserializer,
      String completionsChild,
      String deadLettersChild) {
    this.deserializer = deserializer;
    this.completionsChild = completionsChild;
    this.deadLettersChild = deadLettersChild;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ConsumerRecord<String, byte[]> original =
        DeadLetters.original(
            record,
            context
                .recordMetadata()
                .orElseThrow(
                    () -> new IllegalStateException("a record from a topic has metadata")));
    if (record.value() == null) {
      refuse(original, "the record has no value");
      return;
    }
    try {
      InferenceCompletion completion = deserializer.deserialize(original.topic(), record.value());
      if (completion.getSourceId().equals(record.key())) {
        context.forward(record.withValue(completion), completionsChild);
      } else {
        refuse(original, "the key is not the completion's source id");
      }
    } catch (SerializationException e) {
      refuse(original, e.getMessage());
    }
  }

  private void refuse(ConsumerRecord<String, byte[]> original, String message) {
    DeadLetter letter =
        DeadLetters.of(
            Stage.COMPLETION, BAD_RECORD, message, original, context.currentSystemTimeMs());
    context.forward(DeadLetters.record(original, letter), deadLettersChild);
  }
}
