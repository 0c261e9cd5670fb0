package io.framewise.connectors.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.testing.Mosquitto;
import io.framewise.connectors.testing.MqttPeer;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pictures through a real MQTT broker. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("MqttSourceTest") // one test of it at a time, beside other classes
final class MqttSourceTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] JPEG = Pictures.of("jpg", Color.CYAN);
  private static final String PASSWORD = "a-password-that-nobody-may-see";

  @TempDir private Path folder;

  private final RecordingSink sink = new RecordingSink();
  private MqttBroker broker;
  private RunningSource running;

  /** Runs a source; further settings alternate with their values. */
  private void run(String address, String... settings) {
    run(sink, address, settings);
  }

  private void run(RecordingSink taker, String address, String... settings) {
    ConnectorsSettings connectors = connectors(address, settings);
    broker = new MqttBroker(connectors.mqtt(), "test", Map.of("MQTT_PASSWORD", PASSWORD));
    MqttSource source = source(connectors, broker);
    running = RunningSource.start(source, taker);
  }

  private static MqttSource source(ConnectorsSettings connectors, MqttBroker broker) {
    return new MqttSource(
        "yard",
        connectors.sources().get("yard"),
        broker,
        Clock.systemUTC(),
        pause -> Thread.sleep(Math.min(pause.toMillis(), 20)));
  }

  private static ConnectorsSettings connectors(String address, String... settings) {
    Map<String, String> flags = new HashMap<>();
    flags.put("mqtt.address", address);
    flags.put("sources.yard.kind", "mqtt");
    flags.put("sources.yard.topic", "cameras/+/snapshot");
    flags.put("sources.yard.max-rate", "0");
    for (int i = 0; i < settings.length; i += 2) {
      flags.put(settings[i], settings[i + 1]);
    }
    return Settings.connectors(flags);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (running != null) {
      running.stop();
      broker.close();
    }
  }

  private void awaitOpened(int times) {
    await().atMost(LIMIT).until(() -> sink.timesOpened() >= times);
  }

  private void awaitPictures(int count) {
    await().atMost(LIMIT).until(() -> sink.pictures().size() >= count);
  }

  @Test
  void shouldTakeWhatIsPublishedAndLeaveOutWhatIsRetainedOrNoPicture() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous true");
        MqttPeer camera = new MqttPeer(mosquitto.port())) {
      camera.publish("cameras/old/snapshot", JPEG, true);
      run(mosquitto.address());
      awaitOpened(1);
      camera.publish("cameras/door/snapshot", "no picture".getBytes(StandardCharsets.UTF_8), false);
      camera.publish("cameras/door/snapshot", JPEG, false);
      awaitPictures(1);
      stop();

      CapturedImage picture = sink.pictures().get(0);
      assertThat(picture.bytes()).isEqualTo(ByteBuffer.wrap(JPEG));
      assertThat(picture.attributes()).isEqualTo(Map.of("topic", "cameras/door/snapshot"));
      assertThat(sink.pictures()).hasSize(1);
      assertThat(sink.refusals())
          .extracting(RefusedPicture::origin)
          .containsExactly("cameras/door/snapshot");
    }
  }

  @Test
  void shouldWaitForTheBrokerAndGoOnWhenItIsBack() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous true")) {
      run(mosquitto.address());
      awaitOpened(1);
      mosquitto.stop();
      await()
          .atMost(LIMIT)
          .until(() -> sink.waits().stream().anyMatch(wait -> wait.contains("nothing listens")));
      mosquitto.start();
      awaitOpened(2);
      try (MqttPeer camera = new MqttPeer(mosquitto.port())) {
        camera.publish("cameras/door/snapshot", JPEG, false);
        awaitPictures(1);
      }
    }
  }

  /** The sink of this test gives no receipt, as Kafka does not while it is away. */
  @Test
  void shouldGetAPictureAgainThatKafkaHasNotAcknowledged() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous true");
        MqttPeer camera = new MqttPeer(mosquitto.port())) {
      run(mosquitto.address());
      awaitOpened(1);
      camera.publish("cameras/door/snapshot", JPEG, false);
      awaitPictures(1);
      stop();
      run(mosquitto.address());
      awaitPictures(2);

      assertThat(sink.pictures()).extracting(CapturedImage::bytes).hasSize(2);
    }
  }

  /** As when the source is told to stop while Kafka is away, or has no right to write. */
  @Test
  void shouldGetAPictureAgainThatWasGivenUp() throws Exception {
    AtomicBoolean isLost = new AtomicBoolean(true);
    RecordingSink forgetful =
        new RecordingSink() {
          @Override
          public void picture(CapturedImage picture, Receipt receipt) throws InterruptedException {
            picture(picture);
            if (isLost.getAndSet(false)) {
              receipt.lost();
            } else {
              receipt.published(new FramePlace(picture.frameId(), "frames", 0, 0));
            }
          }
        };
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous true");
        MqttPeer camera = new MqttPeer(mosquitto.port())) {
      run(forgetful, mosquitto.address());
      await().atMost(LIMIT).until(() -> forgetful.timesOpened() >= 1);
      camera.publish("cameras/door/snapshot", JPEG, false);
      await().atMost(LIMIT).until(() -> forgetful.pictures().size() >= 2);

      assertThat(forgetful.waits().toString()).contains("Kafka has not taken a picture");
    }
  }

  /** The broker sends all at once, and has no more to say until it is connected to again. */
  @Test
  void shouldLoseNoneWhenMoreComeThanMayWait() throws Exception {
    int count = MqttSource.MOST_WAITING + 20;
    CountDownLatch allSent = new CountDownLatch(1);
    RecordingSink slow =
        new RecordingSink() {
          @Override
          public void picture(CapturedImage picture, Receipt receipt) throws InterruptedException {
            allSent.await();
            picture(picture);
            receipt.published(new FramePlace(picture.frameId(), "frames", 0, 0));
          }
        };
    try (Mosquitto mosquitto =
            new Mosquitto(folder, "allow_anonymous true", "max_inflight_messages 0");
        MqttPeer camera = new MqttPeer(mosquitto.port())) {
      run(slow, mosquitto.address());
      await().atMost(LIMIT).until(() -> slow.timesOpened() >= 1);
      camera.follow("cameras/#");
      for (int i = 0; i < count; i++) {
        camera.publish("cameras/" + i + "/snapshot", JPEG, false);
      }
      await().atMost(LIMIT).until(() -> camera.texts().size() == count);
      allSent.countDown();
      await()
          .atMost(LIMIT)
          .until(
              () -> slow.pictures().stream().map(CapturedImage::attributes).distinct().count(),
              distinct -> distinct == count);
      assertThat(slow.waits()).isEmpty();
    }
  }

  @Test
  void shouldSayWithoutThePasswordThatTheBrokerRefusesIt() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous false")) {
      run(mosquitto.address(), "mqtt.user", "eve", "mqtt.password", "env:MQTT_PASSWORD");
      await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());

      assertThat(sink.waits().toString())
          .contains("refuses the user or the password")
          .doesNotContain(PASSWORD);
    }
  }

  @Test
  void shouldBreakOffWhenThereIsNoBrokerInTheSettings() {
    ConnectorsSettings connectors = connectors("");

    assertThatThrownBy(
            () -> source(connectors, new MqttBroker(connectors.mqtt(), "test", Map.of())).run(sink))
        .isInstanceOf(SourceBrokenException.class)
        .hasMessageContaining("connectors.mqtt.address");
  }
}
