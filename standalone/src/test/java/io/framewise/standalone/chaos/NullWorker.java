package io.framewise.standalone.chaos;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A worker without a model: answers each request at once, at least once, and every tenth twice on
 * purpose. The answers are a function of the request alone, see {@link #answer}.
 */
final class NullWorker implements Crew {

  private static final int TWICE_EVERY = 10;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int PATIENCE_MS = Math.toIntExact(Duration.ofMinutes(10).toMillis());

  private final String completions;
  private final KafkaConsumer<String, InferenceRequest> consumer;
  private final KafkaProducer<String, InferenceCompletion> producer;
  private final Thread thread = new Thread(this::run, "null-worker");
  private long answered;

  private NullWorker(Site site) {
    Topics topics = site.topics();
    SchemaRegistry registry = site.registry();
    this.completions = topics.completions().name();
    Map<String, Object> reading = site.kafka().clientConfig();
    reading.putAll(
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            site.name() + "-null-worker",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"));
    this.consumer =
        new KafkaConsumer<>(
            reading,
            new StringDeserializer(),
            new AvroSerde<>(topics.requests(Priority.ROUTINE), registry).deserializer());
    Map<String, Object> writing = site.kafka().clientConfig();
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    this.producer =
        new KafkaProducer<>(
            writing,
            new StringSerializer(),
            new AvroSerde<>(topics.completions(), registry).serializer());
    consumer.subscribe(List.of(site.requests()));
  }

  static NullWorker start(Site site) {
    NullWorker worker = new NullWorker(site);
    worker.thread.start();
    return worker;
  }

  /** What it answers to a question of a type about a request. */
  private static String answer(AnswerType type, String requestId, int frames) {
    boolean yes = Character.digit(requestId.charAt(0), 16) < 8;
    return type == AnswerType.YES_NO ? (yes ? "yes" : "no") : Integer.toString(frames);
  }

  @Override
  public String answer(AnswerType type, String requestId, List<String> frameIds) {
    return answer(type, requestId, frameIds.size());
  }

  private void run() {
    try {
      while (true) {
        step();
      }
    } catch (WakeupException e) {
      consumer.close();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the worker has ended; no test goes on without it", e);
    }
  }

  private void step() throws ExecutionException, InterruptedException {
    try {
      ConsumerRecords<String, InferenceRequest> requests = consumer.poll(POLL);
      List<Future<RecordMetadata>> sends = new ArrayList<>();
      for (ConsumerRecord<String, InferenceRequest> request : requests) {
        complete(request, sends);
      }
      for (Future<RecordMetadata> send : sends) {
        send.get();
      }
      if (!requests.isEmpty()) {
        consumer.commitSync();
      }
    } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
      // Its broker is away just now, or others took over: what was not committed comes again.
    }
  }

  private void complete(
      ConsumerRecord<String, InferenceRequest> request, List<Future<RecordMetadata>> sends) {
    answered++;
    for (int i = 0; i < (answered % TWICE_EVERY == 0 ? 2 : 1); i++) {
      sends.add(
          producer.send(
              new ProducerRecord<>(completions, request.key(), completion(request.value()))));
    }
  }

  private static InferenceCompletion completion(InferenceRequest request) {
    return InferenceCompletion.newBuilder()
        .setRequestId(request.getRequestId())
        .setSourceId(request.getSourceId())
        .setRun(request.getRun())
        .setStatus(CompletionStatus.COMPLETED)
        .setCompletions(
            request.getQuestions().stream().map(question -> answer(question, request)).toList())
        .setModel(new ModelInfo("null", "0000000000000000", List.of()))
        .setUsage(new Usage(0, 0, 0, 0))
        .setTimings(new Timings(0L, 0L, 0L, 0L, 0L, 0L, 1))
        .setWorker("null-worker")
        .setCompletedAt(Instant.now())
        .build();
  }

  private static QuestionCompletion answer(Question question, InferenceRequest request) {
    return QuestionCompletion.newBuilder()
        .setQuestionId(question.getId())
        .setText(
            answer(question.getAnswerType(), request.getRequestId(), request.getFrames().size()))
        .setGeneratedTokens(1)
        .setFinishReason(FinishReason.STOP)
        .build();
  }

  @Override
  public void close() {
    consumer.wakeup();
    producer.close(Duration.ZERO);
  }
}
