package io.framewise.admin.trial;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.TopicWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to the workers over the live lane, and what they answer from now on, to anybody.
 * Confined to one thread.
 */
final class WorkerLine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLine.class);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final TopicWriter<InferenceRequest> requests;
  private final KafkaConsumer<String, byte[]> consumer;
  private final AvroDeserializer<InferenceCompletion> completions;

  /** Opens the line; what is answered from here on is heard. */
  WorkerLine(KafkaSettings kafka, SchemaRegistry registry) {
    Topics topics = kafka.topics();
    int limitMs = Math.toIntExact(LIMIT.toMillis());
    this.completions = new AvroDeserializer<>(InferenceCompletion.class, registry);
    Map<String, Object> consuming = kafka.clientConfig();
    consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consuming.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consuming.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limitMs);
    consuming.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, limitMs);
    this.consumer =
        new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      listen(topics.completions().name());
      this.requests = new TopicWriter<>(kafka, topics.requests(Priority.LIVE), registry);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private void listen(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // Seeking is lazy; the end is that of before the send.
  }

  /** Sends a request into the partition of its newest frame, as the topology does. */
  void send(InferenceRequest request) {
    int partition = FrameRecords.newest(request.getFrames()).getPartition();
    try {
      requests.write(partition, request.getSourceId(), request);
    } catch (KafkaException e) {
      throw new UserError(
          "a request could not be written: " + e.getCause().getMessage(),
          "check the broker and this client's rights",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while asking", "start again", e);
    }
  }

  /** What has come; waits for something at most {@code limit}. */
  List<InferenceCompletion> poll(Duration limit) {
    List<InferenceCompletion> heard = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(limit)) {
      if (record.value() == null) {
        continue;
      }
      try {
        heard.add(completions.deserialize(record.topic(), record.value()));
      } catch (SerializationException e) {
        LOG.debug("passed over what is no completion", e);
      }
    }
    return heard;
  }

  @Override
  public void close() {
    requests.close();
    consumer.close();
  }
}
