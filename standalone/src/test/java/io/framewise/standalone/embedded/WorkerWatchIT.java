package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.health.Endings;
import io.framewise.streams.health.WorkerWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether workers are seen to come and go, on a real broker. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WorkerWatchIT {

  /** What health promises. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String TOPIC = "requests";

  @TempDir private Path directory;

  @Test
  void shouldTellWithinThirtySecondsThatWorkersHaveGoneAndThatOneIsBack() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      KafkaSettings kafka =
          SettingsSource.parse(
                  "test",
                  "",
                  Map.of(),
                  Map.of("kafka.bootstrap-servers", broker.bootstrapServers()))
              .bind(Section.KAFKA, KafkaSettings.class);
      try (Admin admin = Admin.create(kafka.clientConfig())) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      Map<String, Endings> oneWaits = Map.of("door", new Endings(7, 0, 1));
      try (WorkerWatch watch =
          WorkerWatch.start(kafka, List.of(TOPIC), () -> Optional.of(oneWaits))) {
        awaitUp(watch, false);
        assertThat(watch.verdict().detail()).startsWith("no worker is there: 1 requests wait");
        assertThat(watch.verdict().workers()).hasValue(0);

        try (Worker worker = new Worker(kafka)) {
          awaitUp(watch, true);
          assertThat(watch.verdict().workers()).hasValue(1);
          assertThat(worker.runs()).isTrue();
        }

        awaitUp(watch, false);
      }
    }
  }

  private static void awaitUp(WorkerWatch watch, boolean up) {
    Awaitility.await().atMost(LIMIT).until(() -> watch.verdict().up() == up);
  }

  /** Takes requests and answers none. */
  private static final class Worker implements AutoCloseable {

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    Worker(KafkaSettings kafka) {
      Map<String, Object> config = kafka.clientConfig();
      config.put("group.id", "any-name");
      thread =
          new Thread(
              () -> {
                try (KafkaShareConsumer<byte[], byte[]> consumer =
                    new KafkaShareConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                  consumer.subscribe(List.of(TOPIC));
                  while (!stopped.get()) {
                    consumer.poll(Duration.ofMillis(200));
                  }
                }
              },
              "worker");
      thread.start();
    }

    boolean runs() {
      return thread.isAlive();
    }

    @Override
    public void close() {
      stopped.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
