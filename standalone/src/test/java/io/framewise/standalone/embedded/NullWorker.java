package io.framewise.standalone.embedded;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers every request with yes at once, without a look at a picture. */
final class NullWorker implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<String, InferenceRequest> consumer;
  private final KafkaProducer<String, InferenceCompletion> producer;
  private final String completions;
  private final Thread thread = new Thread(this::work, "null-worker");
  private volatile boolean closing;

  private NullWorker(KafkaSettings kafka, SchemaRegistry registry) {
    Topics topics = kafka.topics();
    Topic<InferenceRequest> requests = topics.requests(Priority.ROUTINE);
    Map<String, Object> config = kafka.clientConfig();
    config.put("group.id", "null-worker");
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), new AvroSerde<>(requests, registry).deserializer());
    consumer.subscribe(List.of(requests.name()));
    this.completions = topics.completions().name();
    this.producer =
        new KafkaProducer<>(
            kafka.clientConfig(),
            new StringSerializer(),
            new AvroSerde<>(topics.completions(), registry).serializer());
  }

  static NullWorker start(KafkaSettings kafka, SchemaRegistry registry) {
    NullWorker worker = new NullWorker(kafka, registry);
    worker.thread.start();
    return worker;
  }

  private void work() {
    while (!closing) {
      for (ConsumerRecord<String, InferenceRequest> request : consumer.poll(POLL)) {
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    completions, request.partition(), request.key(), completion(request.value())));
      }
    }
    consumer.close();
    producer.close();
  }

  private static InferenceCompletion completion(InferenceRequest request) {
    return InferenceCompletion.newBuilder()
        .setRequestId(request.getRequestId())
        .setSourceId(request.getSourceId())
        .setStatus(CompletionStatus.COMPLETED)
        .setCompletions(
            request.getQuestions().stream()
                .map(
                    question ->
                        new QuestionCompletion(
                            question.getId(), "yes", 0.9, 1, FinishReason.STOP, null, null))
                .toList())
        .setModel(new ModelInfo("null", "0123456789abcdef", List.of()))
        .setUsage(new Usage(10, 4, 1, 0))
        .setTimings(new Timings(1L, 2L, 3L, 4L, 5L, 6L, 1))
        .setWorker("null-worker")
        .setCompletedAt(Instant.now())
        .build();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
