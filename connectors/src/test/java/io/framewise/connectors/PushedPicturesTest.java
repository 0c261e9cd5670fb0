package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.connectors.testing.Uploads;
import io.framewise.connectors.testing.Uploads.Answer;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.TestBroker;
import java.awt.Color;
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

  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.started(Map.of());
  }

  @AfterAll
  static void stopBroker() throws IOException {
    broker.close();
  }

  /** Connectors with one source; further settings alternate with their values. */
  private static ConnectorsApp start(String sourceId, String... settings) {
    Map<String, String> flags = new HashMap<>();
    flags.put("group", sourceId);
    flags.put("push.port", "0");
    flags.put("sources." + sourceId + ".kind", "push");
    flags.put("sources." + sourceId + ".max-rate", "0");
    for (int i = 0; i < settings.length; i += 2) {
      flags.put(settings[i], settings[i + 1]);
    }
    return ConnectorsApp.start(
        broker.settings(), REGISTRY, Settings.connectors(flags), Map.of("PUSH_KEY", KEY));
  }

  private static Uploads to(ConnectorsApp app) {
    return new Uploads(app.pushPort());
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

  private static SourceStatus status(ConnectorsApp app) {
    return app.statuses().get(0);
  }

  @Test
  void shouldSayWhereTheFrameLiesWhenAPictureIsPushed() throws Exception {
    Instant taken = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
    try (ConnectorsApp app =
        start(
            "station",
            "sources.station.domain",
            "inspection",
            "sources.station.attributes.line",
            "north")) {
      Answer answer =
          to(app)
              .jpeg(
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
      assertThat(status(app).getPublished()).isEqualTo(1);
    }
  }

  @Test
  void shouldPublishAFrameOnceWhenItIsPushedAgain() throws Exception {
    try (ConnectorsApp app = start("again")) {
      Answer first = to(app).jpeg("again", JPEG, "Frame-Id", "one");
      Answer second = to(app).jpeg("again", JPEG, "Frame-Id", "one");

      assertThat(second.status()).isEqualTo(202);
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(framesOf("again", Domain.VIDEO)).hasSize(1);
      assertThat(status(app).getCaptured()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeAllPicturesOfAFormOrNone() throws Exception {
    try (ConnectorsApp app = start("form")) {
      Answer both = to(app).form("form", JPEG, PNG);
      Answer spoilt = to(app).form("form", JPEG, "no picture".getBytes(StandardCharsets.UTF_8));

      assertThat(both.status()).isEqualTo(202);
      assertThat(both.body().path("frames")).hasSize(2);
      assertThat(spoilt.status()).isEqualTo(422);
      assertThat(spoilt.detail()).startsWith("2.jpg: ");
      assertThat(framesOf("form", Domain.VIDEO))
          .extracting(record -> record.value().getAttributes().get("file"))
          .containsExactly("1.jpg", "2.jpg");
      await().atMost(LIMIT).until(() -> status(app).getDeadLettered() == 1);
      assertThat(status(app).getCaptured()).isEqualTo(3);
      assertThat(lettersOf("form")).extracting(DeadLetter::getOrigin).containsExactly("2.jpg");
    }
  }

  @Test
  void shouldRefuseInWordsWhatItDoesNotTake() throws Exception {
    try (ConnectorsApp app = start("strict", "push.max-bytes", "100000")) {
      Uploads uploads = to(app);
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(JPEG);

      assertThat(uploads.jpeg("other", JPEG).status()).isEqualTo(404);
      assertThat(uploads.send(uploads.request("strict").GET()).status()).isEqualTo(405);
      assertThat(uploads.send(uploads.request("strict").POST(body)).status()).isEqualTo(415);
      assertThat(uploads.jpeg("strict", new byte[100_001]).status()).isEqualTo(413);
      assertThat(uploads.jpeg("strict", JPEG, "Captured-At", "yesterday").status()).isEqualTo(400);
      assertThat(uploads.jpeg("strict", JPEG, "Captured-At", "2999-01-01T00:00:00Z").status())
          .isEqualTo(422);
      assertThat(uploads.jpeg("strict", JPEG, "Frame-Id", "a b").status()).isEqualTo(400);
      assertThat(uploads.jpeg("strict", JPEG, "Origin", "http://evil.example").status())
          .isEqualTo(403);
      assertThat(status(app).getCaptured()).isZero();
      assertThat(uploads.jpeg("strict", Pictures.bomb(20_000)).detail()).contains("20000 x 20000");
      assertThat(uploads.jpeg("strict", JPEG).status()).isEqualTo(202);
    }
  }

  @Test
  void shouldLetInOnlyWhoHasAKeyAndTellNobodyWhichItIs() throws Exception {
    try (ConnectorsApp app =
        start("locked", "push.host", "0.0.0.0", "push.keys.line-3", "env:PUSH_KEY")) {
      Uploads uploads = to(app);

      Answer none = uploads.jpeg("locked", JPEG);
      Answer wrong = uploads.jpeg("locked", JPEG, "Authorization", "Bearer " + KEY + "x");
      Answer unknown = uploads.jpeg("nowhere", JPEG, "Authorization", "Bearer x");
      Answer right = uploads.jpeg("locked", JPEG, "Authorization", "Bearer " + KEY);

      assertThat(List.of(none.status(), wrong.status(), unknown.status(), right.status()))
          .containsExactly(401, 401, 401, 202);
      assertThat(wrong.body().toString()).doesNotContain(KEY);
    }
  }

  @Test
  void shouldNotOpenToOthersWithoutAKey() {
    assertThatThrownBy(() -> start("open", "push.host", "0.0.0.0"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are no keys");
    assertThatThrownBy(() -> start("open", "push.keys.a", "env:NO_SUCH_VARIABLE"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("NO_SUCH_VARIABLE");
  }

  @Test
  void shouldRefuseAndCountWhatComesFasterThanTheRate() throws Exception {
    try (ConnectorsApp app = start("slow", "sources.slow.max-rate", "0.01")) {
      Answer first = to(app).jpeg("slow", JPEG);
      Answer second = to(app).jpeg("slow", JPEG);

      assertThat(first.status()).isEqualTo(202);
      assertThat(second.status()).isEqualTo(429);
      assertThat(Integer.parseInt(second.retryAfter())).isBetween(90, 100);
      assertThat(status(app).getRateCapped()).isEqualTo(1);
      assertThat(status(app).getCaptured()).isEqualTo(2);
    }
  }

  @Test
  void shouldGiveUpARequestThatDoesNotEnd() throws Exception {
    try (ConnectorsApp app =
            start("endless", "push.request-limit", "200ms", "push.max-requests", "1");
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), app.pushPort())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "POST /v1/frames/endless HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 5000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();

      assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 408");
      assertThat(to(app).jpeg("endless", JPEG).status()).isEqualTo(202);
    }
  }

  @Test
  void shouldAnswerInTimeAndPublishOnceWhenKafkaWasAway() throws Exception {
    try (TestBroker own = TestBroker.started(Map.of());
        ConnectorsApp app =
            ConnectorsApp.start(
                own.settings(),
                REGISTRY,
                Settings.connectors(
                    Map.of(
                        "push.port", "0",
                        "push.answer-limit", "300ms",
                        "sources.away.kind", "push")))) {
      own.stop();
      Answer away = to(app).jpeg("away", JPEG, "Frame-Id", "one");
      own.start();

      assertThat(away.status()).isEqualTo(503);
      assertThat(away.detail()).contains("same Frame-Id");
      await()
          .atMost(LIMIT)
          .until(() -> to(app).jpeg("away", JPEG, "Frame-Id", "one").status() == 202);
      assertThat(status(app).getCaptured()).isEqualTo(1);
      assertThat(
              new TopicReader(own.settings(), REGISTRY)
                  .all(own.settings().topics().frames(Domain.VIDEO)))
          .hasSize(1);
    }
  }

  @Test
  void shouldSayThatNothingCanBePushedWhenNoPortIsSet() {
    try (ConnectorsApp app = start("deaf", "push.port", "-1")) {
      await().atMost(LIMIT).until(() -> status(app).getMessage() != null);

      assertThat(status(app).getMessage()).contains("connectors.push.port");
    }
  }

  /** Only a source that is pushed to takes pushes. */
  @Test
  void shouldNotMixPicturesIntoAnotherKindOfSource(@TempDir Path folder) throws Exception {
    try (ConnectorsApp app =
        start("pushed", "sources.shelf.kind", "folder", "sources.shelf.path", folder.toString())) {
      assertThat(to(app).jpeg("shelf", JPEG).status()).isEqualTo(404);
    }
  }
}
