package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.TestBroker;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From files to topics, read back as any consumer would. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ConnectorsAppTest") // one test of it at a time, beside other classes
final class ConnectorsAppTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();
  private static TestBroker broker;
  private static Path clip;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = TestBroker.started(Map.of());
    clip = Clip.render(folder.resolve("clip.mp4"), 50);
  }

  @AfterAll
  static void stopBroker() throws IOException {
    broker.close();
  }

  private static ConnectorsApp start(Map<String, String> flags) {
    return ConnectorsApp.start(broker.settings(), REGISTRY, Settings.connectors(flags));
  }

  private static SourceStatus status(ConnectorsApp app, String sourceId) {
    return app.statuses().stream()
        .filter(status -> status.getSourceId().equals(sourceId))
        .findFirst()
        .orElseThrow();
  }

  private static TopicReader reader() {
    return new TopicReader(broker.settings(), REGISTRY);
  }

  private static List<Frame> framesOf(String sourceId, Domain domain) {
    Topics topics = broker.settings().topics();
    return reader().all(topics.frames(domain)).stream()
        .filter(record -> record.key().equals(sourceId))
        .map(ConsumerRecord::value)
        .toList();
  }

  @Test
  void shouldBringVideoAndPicturesToTheirTopicsAndBadFilesToTheDeadLetters() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    byte[] good = Pictures.of("png", Color.CYAN);
    Files.write(pictures.resolve("good.png"), good);
    Files.write(pictures.resolve("zero.png"), new byte[0]);

    try (ConnectorsApp app =
        start(
            Map.of(
                "sources.gate.kind", "video",
                "sources.gate.path", clip.toString(),
                "sources.gate.pacing", "fast",
                "sources.gate.labels.site", "north",
                "sources.parts.kind", "folder",
                "sources.parts.path", pictures.toString(),
                "sources.parts.domain", "inspection",
                "sources.parts.poll-interval", "20ms"))) {
      await().atMost(LIMIT).until(() -> status(app, "gate").getState() == SourceState.ENDED);
      await().atMost(LIMIT).until(() -> status(app, "parts").getDeadLettered() == 1);
      await().atMost(LIMIT).until(() -> status(app, "parts").getPublished() == 1);
      app.stopSources();

      assertThat(status(app, "gate").getPublished()).isEqualTo(10);
      assertThat(status(app, "gate").getRateCapped()).isEqualTo(40);
      assertThat(status(app, "parts").getState()).isEqualTo(SourceState.STOPPED);
      assertThat(status(app, "gate").getLabels()).isEqualTo(Map.of("site", "north"));
      assertThat(finalStatuses()).containsAll(app.statuses().stream().map(this::untimed).toList());
    }
    assertThat(framesOf("gate", Domain.VIDEO)).hasSize(10);
    Frame part = framesOf("parts", Domain.INSPECTION).get(0);
    assertThat(part.getPixels()).isEqualTo(ByteBuffer.wrap(good));
    assertThat(part.getContentType()).isEqualTo("image/png");
    assertThat(part.getAttributes()).containsEntry("file", "good.png");
    DeadLetter letter = reader().all(broker.settings().topics().deadLetters()).get(0).value();
    assertThat(letter.getMessage()).isEqualTo("zero.png: there are no bytes");
  }

  private List<SourceStatus> finalStatuses() {
    Map<String, SourceStatus> newest = new HashMap<>();
    reader()
        .all(broker.settings().topics().sources())
        .forEach(record -> newest.put(record.key(), record.value()));
    return newest.values().stream().map(this::untimed).toList();
  }

  private SourceStatus untimed(SourceStatus status) {
    return SourceStatus.newBuilder(status)
        .setUpdatedAt(status.getStartedAt())
        .setPicturesPerSecond(0)
        .setFramesPerSecond(0)
        .build();
  }

  @Test
  void shouldLoseNothingOrCountWhatItShedsWhileTheBrokerIsAway() {
    try (ConnectorsApp app = start(patientAndHasty())) {
      await().atMost(LIMIT).until(() -> status(app, "patient").getPublished() > 0);
      await().atMost(LIMIT).until(() -> status(app, "hasty").getPublished() > 0);
      broker.stop();
      await().atMost(LIMIT).until(() -> status(app, "patient").getState() == SourceState.STALLED);
      await().atMost(LIMIT).until(() -> status(app, "hasty").getShed() > 10);
      long patientBefore = status(app, "patient").getPublished();
      long hastyBefore = status(app, "hasty").getPublished();
      broker.start();
      await().atMost(LIMIT).until(() -> status(app, "patient").getPublished() > patientBefore + 10);
      await().atMost(LIMIT).until(() -> status(app, "hasty").getPublished() > hastyBefore + 10);
      app.stopSources();

      assertThat(status(app, "patient").getShed()).isZero();
      for (SourceStatus last : app.statuses()) {
        assertThat(last.getPublished() + last.getShed()).isEqualTo(last.getCaptured());
        assertThat(framesOf(last.getSourceId(), Domain.VIDEO))
            .hasSize((int) last.getPublished())
            .extracting(Frame::getSequence)
            .isSorted()
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void shouldCloseAndAccountForEveryPictureWhenTheBrokerDoesNotComeBack() {
    Map<String, String> flags = patientAndHasty();
    flags.put("publisher.stop-limit", "500ms");
    ConnectorsApp app = start(flags);
    try {
      await().atMost(LIMIT).until(() -> status(app, "patient").getPublished() > 0);
      broker.stop();
      await().atMost(LIMIT).until(() -> status(app, "patient").getState() == SourceState.STALLED);
    } finally {
      app.close();
      broker.start();
    }

    for (SourceStatus last : app.statuses()) {
      assertThat(last.getState()).isEqualTo(SourceState.STOPPED);
      assertThat(last.getFailed()).isPositive();
      assertThat(last.getPublished() + last.getShed() + last.getFailed())
          .isEqualTo(last.getCaptured());
    }
  }

  private static Map<String, String> patientAndHasty() {
    Map<String, String> flags = new HashMap<>();
    flags.put("publisher.max-in-flight", "4");
    flags.put("publisher.stalled-after", "100ms");
    for (String id : List.of("patient", "hasty")) {
      flags.put("sources." + id + ".kind", "video");
      flags.put("sources." + id + ".path", clip.toString());
      flags.put("sources." + id + ".max-rate", "0");
      flags.put("sources." + id + ".loop", "true");
    }
    flags.put("sources.hasty.when-stalled", "shed");
    return flags;
  }

  @Test
  void shouldKeepEachFrameInABatchOfItsOwn() {
    try (ConnectorsApp app =
        start(
            Map.of(
                "sources.quick.kind", "video",
                "sources.quick.path", clip.toString(),
                "sources.quick.max-rate", "0",
                "sources.quick.pacing", "fast"))) {
      await().atMost(LIMIT).until(() -> status(app, "quick").getPublished() == 50);
    }

    assertThat(reader().fetchSizes(broker.settings().topics().frames(Domain.VIDEO)))
        .hasSizeGreaterThanOrEqualTo(50)
        .containsOnly(1);
  }

  @Test
  void shouldPublishEveryCountOfAVideoThatHasEnded() {
    try (ConnectorsApp app =
        start(
            Map.of(
                "sources.brief.kind", "video",
                "sources.brief.path", clip.toString(),
                "sources.brief.max-rate", "0",
                "sources.brief.pacing", "fast",
                "publisher.status-interval", "50ms"))) {
      await().atMost(LIMIT).until(() -> status(app, "brief").getPublished() == 50);

      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(finalStatuses()).contains(untimed(status(app, "brief"))));
    }
  }

  @Test
  void shouldNotLetABrokenSourceHarmAnother() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

    try (ConnectorsApp app =
        start(
            Map.of(
                "sources.bad.kind", "video",
                "sources.bad.path", text.toString(),
                "sources.fine.kind", "video",
                "sources.fine.path", clip.toString(),
                "sources.fine.pacing", "fast"))) {
      await().atMost(LIMIT).until(() -> status(app, "bad").getState() == SourceState.BROKEN);
      await().atMost(LIMIT).until(() -> status(app, "fine").getPublished() == 10);

      assertThat(status(app, "bad").getMessage()).startsWith("text.mp4 cannot be opened");
    }
  }

  @Test
  void shouldSayWhichFileIsNotThere() {
    Map<String, String> flags =
        Map.of("sources.gate.kind", "video", "sources.gate.path", "/nowhere/gate.mp4");

    assertThatThrownBy(() -> start(flags))
        .isInstanceOf(UserError.class)
        .hasMessage("source gate: there is no such video /nowhere/gate.mp4");
  }
}
