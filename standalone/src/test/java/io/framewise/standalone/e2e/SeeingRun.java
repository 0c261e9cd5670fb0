package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.standalone.accuracy.Judge;
import io.framewise.standalone.samples.DemoCheckpoint;
import io.framewise.standalone.samples.SamplePictures;
import io.framewise.standalone.samples.Samples;
import io.framewise.streams.query.EventStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The demo's model, questions and samples on all three deployables. Each source is played once, as
 * fast as may be.
 */
final class SeeingRun implements AutoCloseable {

  private static final Duration FRAME_LIMIT = Duration.ofSeconds(10);

  private final Samples samples;
  private final Installation installation;
  private final List<AnalysisEvent> events = new CopyOnWriteArrayList<>();
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final EventStream<AnalysisEvent> eventStream;
  private final EventStream<Alert> alertStream;
  private final ConnectorsApp connectors;
  private final Api api;

  SeeingRun(Platform platform, Path directory) throws IOException {
    this.samples =
        Samples.ensure(directory.resolve("samples"), new PrintWriter(Writer.nullWriter()));
    this.installation =
        new Installation(platform, "seeing", directory, yaml(), DemoCheckpoint::write);
    installation.startModel();
    this.api = new Api(installation.startStreams().apiPort());
    this.eventStream =
        EventStream.start(
            installation.kafka(),
            installation.registry(),
            installation.topics().events(),
            events::add);
    this.alertStream =
        EventStream.start(
            installation.kafka(),
            installation.registry(),
            installation.topics().alerts(),
            alerts::add);
    this.connectors = installation.startConnectors();
  }

  /** The settings of the demo, played once and faster. */
  private String yaml() throws IOException {
    try (InputStream shipped = SeeingRun.class.getResourceAsStream("/framewise.yaml")) {
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
          .replace("/samples/street.mp4", samples.video() + "\n      pacing: fast")
          .replace("/samples/inspection", samples.parts().toString())
          .replace("/samples/screens", samples.screens().toString())
          .replace("loop: true", "loop: false")
          .replace("max-rate: 0.5", "max-rate: 4")
          .replace("window-size: 2s", "window-size: 200ms")
          .replace("idle: 3s", "idle: 1s\n      deadline: 10m")
          .replace("window-size: 4s", "window-size: 4s\n      window-hop: 2s\n      deadline: 10m")
          .replace("streams:\n", "streams:\n  max-open-requests: 100\n");
    }
  }

  /** Waits until everything was played and every window has its event. */
  void awaitSettled() {
    Patience.untilAsserted(
        () -> {
          for (SourceStatus status : connectors.statuses()) {
            SourceAccount source = api.source(status.getSourceId());
            requireAllRead(status);
            assertThat(source.frames("received")).isEqualTo(status.getPublished());
            source.requireSettled();
          }
          long ended = api.sources().stream().mapToLong(SourceAccount::endedWindows).sum();
          assertThat(events).hasSize((int) ended);
        });
  }

  private static void requireAllRead(SourceStatus status) {
    if (status.getKind().equals("video")) {
      assertThat(status.getState()).isEqualTo(SourceState.ENDED);
    } else {
      assertThat(status.getPublished()).isEqualTo(SamplePictures.COUNT);
    }
  }

  Judge judge() {
    FrameRecords records = new FrameRecords(installation.topics(), installation.registry());
    return Judge.of(
        installation.connectors().sources(),
        samples,
        new FrameReader(installation.kafka(), records, FRAME_LIMIT));
  }

  List<AnalysisEvent> events() {
    return events;
  }

  /** Every state of every alert in the order in which they came. */
  List<Alert> alerts() {
    return alerts;
  }

  @Override
  public void close() {
    alertStream.close();
    eventStream.close();
    installation.close();
  }
}
