package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.connectors.testing.Uploads;
import io.framewise.connectors.testing.Uploads.Answer;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.TestBroker;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** From a push to the topics, as any client and any consumer would see it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PushedPicturesTest") // one test of it at a time, beside other classes
final class PushedPicturesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] JPEG = Pictures.of("jpg", Color.CYAN);
  private static final byte[] PNG = Pictures.of("png", Color.RED);
  private static final String KEY = "a-key-that-nobody-may-see";

  @TempDir private static Path folder;

  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();
  private static TestBroker broker;

  private static ConnectorsApp app;
  private static Uploads uploads;

  @BeforeAll
  static void start() throws IOException {
    broker = TestBroker.started(Map.of());
    Map<String, String> flags = new HashMap<>();
    for (String id : List.of("station", "again", "form", "strict", "slow", "endless")) {
      flags.put("sources." + id + ".kind", "push");
      flags.put("sources." + id + ".max-rate", id.equals("slow") ? "0.01" : "0");
    }
    flags.put("sources.station.domain", "inspection");
    flags.put("sources.station.attributes.line", "north");
    flags.put("sources.shelf.kind", "folder");
    flags.put("sources.shelf.path", folder.toString());
    flags.put("push.port", "0");
    flags.put("push.max-bytes", "100000");
    flags.put("push.request-limit", "2s");
    app = ConnectorsApp.start(broker.settings(), REGISTRY, Settings.connectors(flags));
    uploads = new Uploads(app.pushPort());
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
    broker.close();
  }

  private static List<ConsumerRecord<String, Frame>> framesOf(String sourceId, Domain domain) {
    Topics topics = broker.settings().topics();
    return new TopicReader(broker.settings(), REGISTRY)
        .all(topics.frames(domain)).stream()
            .filter(record -> record.key().equals(sourceId))
            .toList();
  }

  private static List<DeadLetter> lettersOf(String sourceId) {
    return new TopicReader(broker.settings(), REGISTRY)
        .all(broker.settings().topics().deadLetters()).stream()
            .filter(record -> record.key().equals(sourceId))
            .map(ConsumerRecord::value)
            .toList();
  }

  private static SourceStatus status(ConnectorsApp app, String sourceId) {
    return app.statuses().stream()
        .filter(status -> status.getSourceId().equals(sourceId))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSayWhereTheFrameLiesWhenAPictureIsPushed() throws Exception {
    Instant taken = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.MILLIS);

    Answer answer =
        uploads.jpeg(
            "station",
            JPEG,
            "Frame-Id",
            "shot-1",
            "Captured-At",
            taken.toString(),
            "Attribute-Part",
            "A7");

    assertThat(answer.status()).isEqualTo(202);
    ConsumerRecord<String, Frame> record = framesOf("station", Domain.INSPECTION).get(0);
    assertThat(answer.frame(0).path("frameId").asText()).isEqualTo("shot-1");
    assertThat(answer.frame(0).path("topic").asText()).isEqualTo(record.topic());
    assertThat(answer.frame(0).path("partition").asInt()).isEqualTo(record.partition());
    assertThat(answer.frame(0).path("offset").asLong()).isEqualTo(record.offset());
    assertThat(record.value().getCapturedAt()).isEqualTo(taken);
    assertThat(record.value().getPixels()).isEqualTo(ByteBuffer.wrap(JPEG));
    assertThat(record.value().getAttributes()).isEqualTo(Map.of("line", "north", "part", "A7"));
    assertThat(status(app, "station").getPublished()).isEqualTo(1);
  }

  @Test
  void shouldPublishAFrameOnceWhenItIsPushedAgain() throws Exception {
    Answer first = uploads.jpeg("again", JPEG, "Frame-Id", "one");
    Answer second = uploads.jpeg("again", JPEG, "Frame-Id", "one");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(framesOf("again", Domain.VIDEO)).hasSize(1);
    assertThat(status(app, "again").getCaptured()).isEqualTo(1);
  }

  @Test
  void shouldTakeAllPicturesOfAFormOrNone() throws Exception {
    Answer both = uploads.form("form", JPEG, PNG);
    Answer spoilt = uploads.form("form", JPEG, "no picture".getBytes(StandardCharsets.UTF_8));

    assertThat(both.status()).isEqualTo(202);
    assertThat(both.body().path("frames")).hasSize(2);
    assertThat(spoilt.status()).isEqualTo(422);
    assertThat(spoilt.detail()).startsWith("2.jpg: ");
    assertThat(framesOf("form", Domain.VIDEO))
        .extracting(record -> record.value().getAttributes().get("file"))
        .containsExactly("1.jpg", "2.jpg");
    await().atMost(LIMIT).until(() -> status(app, "form").getDeadLettered() == 1);
    assertThat(status(app, "form").getCaptured()).isEqualTo(3);
    assertThat(lettersOf("form")).extracting(DeadLetter::getOrigin).containsExactly("2.jpg");
  }

  @Test
  void shouldRefuseInWordsWhatItDoesNotTake() throws Exception {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(JPEG);

    assertThat(uploads.jpeg("nowhere", JPEG).status()).isEqualTo(404);
    assertThat(uploads.jpeg("shelf", JPEG).status()).isEqualTo(404); // a folder takes no pushes
    assertThat(uploads.send(uploads.request("strict").GET()).status()).isEqualTo(405);
    assertThat(uploads.send(uploads.request("strict").POST(body)).status()).isEqualTo(415);
    assertThat(uploads.jpeg("strict", new byte[100_001]).status()).isEqualTo(413);
    assertThat(uploads.jpeg("strict", JPEG, "Captured-At", "yesterday").status()).isEqualTo(400);
    assertThat(uploads.jpeg("strict", JPEG, "Captured-At", "2999-01-01T00:00:00Z").status())
        .isEqualTo(422);
    assertThat(uploads.jpeg("strict", JPEG, "Frame-Id", "a b").status()).isEqualTo(400);
    assertThat(uploads.jpeg("strict", JPEG, "Origin", "http://evil.example").status())
        .isEqualTo(403);
    assertThat(status(app, "strict").getCaptured()).isZero();
    assertThat(uploads.jpeg("strict", Pictures.bomb(20_000)).detail()).contains("20000 x 20000");
    assertThat(uploads.jpeg("strict", JPEG).status()).isEqualTo(202);
  }

  @Test
  void shouldCountTheBytesOfABodyThatDoesNotSayItsLength() throws Exception {
    HttpRequest.BodyPublisher endless =
        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[200_000]));

    Answer answer =
        uploads.send(uploads.request("strict", "Content-Type", "image/png").POST(endless));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void shouldRefuseAndCountWhatComesFasterThanTheRate() throws Exception {
    Answer first = uploads.jpeg("slow", JPEG);
    Answer second = uploads.jpeg("slow", JPEG);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(429);
    assertThat(Integer.parseInt(second.retryAfter())).isBetween(1, 100);
    assertThat(status(app, "slow").getRateCapped()).isEqualTo(1);
    assertThat(status(app, "slow").getCaptured()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpARequestThatDoesNotEnd() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), app.pushPort())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "POST /v1/frames/endless HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 5000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();

      assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 408");
    }
  }

  /** With a limit that Kafka could not keep at all times: who is let in is seen without a frame. */
  @Test
  void shouldLetInWhoHasAKeyAndAnswerInTimeWhenKafkaIsAway() throws Exception {
    Map<String, String> flags =
        Map.of(
            "group", "locked",
            "push.port", "0",
            "push.host", "0.0.0.0",
            "push.keys.line-3", "env:PUSH_KEY",
            "push.answer-limit", "300ms",
            "sources.locked.kind", "push",
            "sources.locked.max-rate", "0");
    try (ConnectorsApp locked =
        ConnectorsApp.start(
            broker.settings(), REGISTRY, Settings.connectors(flags), Map.of("PUSH_KEY", KEY))) {
      Uploads door = new Uploads(locked.pushPort());
      shouldLetInWhoHasAKey(door);

      broker.stop();
      Answer away = door.jpeg("locked", JPEG, "Authorization", "Bearer " + KEY, "Frame-Id", "one");
      broker.start();

      assertThat(away.status()).isEqualTo(503);
      assertThat(away.detail()).contains("same Frame-Id");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  door.jpeg("locked", JPEG, "Authorization", "Bearer " + KEY, "Frame-Id", "one")
                          .status()
                      == 202);
      assertThat(status(locked, "locked").getCaptured()).isEqualTo(1);
      assertThat(framesOf("locked", Domain.VIDEO)).hasSize(1);
    }
  }

  private static void shouldLetInWhoHasAKey(Uploads door) throws Exception {
    Answer none = door.jpeg("locked", JPEG);
    Answer wrong = door.jpeg("locked", JPEG, "Authorization", "Bearer " + KEY + "x");
    Answer unknown = door.jpeg("nowhere", JPEG, "Authorization", "Bearer x");
    Answer right = door.jpeg("nowhere", JPEG, "Authorization", "Bearer " + KEY);

    assertThat(List.of(none.status(), wrong.status(), unknown.status(), right.status()))
        .containsExactly(401, 401, 401, 404);
    assertThat(wrong.body().toString()).doesNotContain(KEY);
  }
}
