package io.framewise.model.worker;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other ends of a worker's topics: what it reads is written here, and the other way round. */
final class Wire implements AutoCloseable {

  private final KafkaSettings kafka;
  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final List<InferenceCompletion> completions = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  Wire(String bootstrapServers) {
    String prefix = "test-" + UUID.randomUUID() + ".";
    kafka =
        new KafkaSettings(bootstrapServers, prefix, "", 1, 1, Duration.ofSeconds(30), "", Map.of());
    new TopicSetup(kafka, registry).run();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    Map<String, Object> reading = kafka.clientConfig();
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        List.of(
            new TopicPartition(topics().completions().name(), 0),
            new TopicPartition(topics().deadLetters().name(), 0)));
  }

  KafkaSettings kafka() {
    return kafka;
  }

  SchemaRegistry registry() {
    return registry;
  }

  Topics topics() {
    return kafka.topics();
  }

  /** Writes a frame and returns where it lies. */
  FrameRef writeFrame(String frameId, byte[] pixels) {
    return writeFrame(frameId, pixels, 32, 32);
  }

  /** The same with the size that its record says. */
  FrameRef writeFrame(String frameId, byte[] pixels, int width, int height) {
    Frame frame =
        Frame.newBuilder()
            .setFrameId(frameId)
            .setSourceId(Requests.SOURCE)
            .setDomain(Domain.INSPECTION)
            .setSequence(0)
            .setCapturedAt(Instant.EPOCH)
            .setWidth(width)
            .setHeight(height)
            .setContentType("image/png")
            .setPixels(ByteBuffer.wrap(pixels))
            .build();
    RecordMetadata where = write(topics().frames(Domain.INSPECTION), frame);
    return new FrameRef(
        where.topic(),
        where.partition(),
        where.offset(),
        frameId,
        frame.getCapturedAt(),
        width,
        height);
  }

  /** Writes a request into the lane of its priority. */
  void send(InferenceRequest request) {
    write(topics().requests(request.getPriority()), request);
  }

  /** Writes requests of the routine lane as the streams app does, and commits them or not. */
  void sendInTransaction(List<InferenceRequest> requests, boolean commit) {
    Topic<InferenceRequest> topic = topics().requests(Priority.ROUTINE);
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString());
    AvroSerializer<InferenceRequest> writer = new AvroSerializer<>(topic, registry);
    try (Producer<String, byte[]> transactional =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      for (InferenceRequest request : requests) {
        Future<RecordMetadata> unused = // the commit tells
            transactional.send(
                new ProducerRecord<>(
                    topic.name(), Requests.SOURCE, writer.serialize(topic.name(), request)));
      }
      if (commit) {
        transactional.commitTransaction();
      } else {
        transactional.flush();
        transactional.abortTransaction();
      }
    }
  }

  /** Where the next record of a partition will lie. */
  long end(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** Writes raw bytes. */
  RecordMetadata writeRaw(Topic<?> topic, byte[] value) {
    try {
      return producer.send(new ProducerRecord<>(topic.name(), Requests.SOURCE, value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, V value) {
    return writeRaw(topic, new AvroSerializer<>(topic, registry).serialize(topic.name(), value));
  }

  /** All completions so far. */
  List<InferenceCompletion> completions() {
    read();
    return completions;
  }

  /** All dead letters so far. */
  List<DeadLetter> deadLetters() {
    read();
    return deadLetters;
  }

  private void read() {
    var completionReader = new AvroDeserializer<>(InferenceCompletion.class, registry);
    var deadLetterReader = new AvroDeserializer<>(DeadLetter.class, registry);
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    // One poll may bring nothing on a busy machine.
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer
          .poll(Duration.ofMillis(200))
          .forEach(
              record -> {
                if (record.topic().equals(topics().completions().name())) {
                  completions.add(completionReader.deserialize(record.topic(), record.value()));
                } else {
                  deadLetters.add(deadLetterReader.deserialize(record.topic(), record.value()));
                }
              });
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
