package io.framewise.lab.pipeline;

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
import io.framewise.contract.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A worker without a model: it takes requests from a share group, as the model runtime does, and
 * answers each yes/no question with yes at once, without a look at any pixel.
 */
public final class NullWorker implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Topic<InferenceCompletion> completions;
  private final KafkaShareConsumer<String, InferenceRequest> requests;
  private final KafkaProducer<String, InferenceCompletion> producer;
  private final BenchThread thread;

  /** Starts a worker of a pipeline. */
  public NullWorker(Pipeline pipeline) throws ExecutionException, InterruptedException {
    configureGroup(pipeline);
    this.completions = pipeline.topics().completions();
    Topic<InferenceRequest> topic = pipeline.topics().requests(Priority.ROUTINE);
    Map<String, Object> config = pipeline.kafka().clientConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, pipeline.workers());
    this.requests =
        new KafkaShareConsumer<>(
            config,
            new StringDeserializer(),
            new AvroSerde<>(topic, pipeline.registry()).deserializer());
    requests.subscribe(List.of(topic.name()));
    Map<String, Object> producerConfig = pipeline.kafka().clientConfig();
    producerConfig.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(
            producerConfig,
            new StringSerializer(),
            new AvroSerde<>(completions, pipeline.registry()).serializer());
    this.thread = BenchThread.start("null-worker", this::step);
  }

  /** As the model runtime sets its group. */
  private static void configureGroup(Pipeline pipeline)
      throws ExecutionException, InterruptedException {
    List<AlterConfigOp> changes =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            set("share.isolation.level", "read_committed"));
    try (Admin admin = Admin.create(pipeline.kafka().clientConfig())) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.GROUP, pipeline.workers()), changes))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  private void step() {
    try {
      requests.poll(POLL).forEach(this::complete);
    } catch (WakeupException e) {
      // asked to stop
    }
  }

  private void complete(ConsumerRecord<String, InferenceRequest> request) {
    var unused = // without its completion the bench ends in a time-out
        producer.send(
            new ProducerRecord<>(
                completions.name(), request.partition(), request.key(), answer(request.value())));
  }

  private static InferenceCompletion answer(InferenceRequest request) {
    List<QuestionCompletion> answers =
        request.getQuestions().stream()
            .map(
                question ->
                    new QuestionCompletion(
                        question.getId(), "yes", 1.0, 0, FinishReason.SCORED, null, null))
            .toList();
    return InferenceCompletion.newBuilder()
        .setRequestId(request.getRequestId())
        .setSourceId(request.getSourceId())
        .setRun(request.getRun())
        .setStatus(CompletionStatus.COMPLETED)
        .setCompletions(answers)
        .setModel(new ModelInfo("none", "0000000000000000", List.of()))
        .setUsage(new Usage(0, 0, 0, 0))
        .setTimings(new Timings(0L, 0L, 0L, 0L, 0L, 0L, 1))
        .setWorker("null-worker")
        .setCompletedAt(Instant.now())
        .build();
  }

  /** Throws when it has died. */
  public void check() {
    thread.check();
  }

  @Override
  public void close() {
    thread.stop(requests::wakeup);
    requests.close();
    producer.close();
  }
}
