package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.EventStream;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.testing.Pictures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances of the streams app that come and go while frames flow. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SeveralInstancesIT {

  private static final List<String> SOURCES =
      IntStream.range(0, 8).mapToObj(i -> "camera-" + i).toList();
  private static final int FRAME_EVERY_MS = 250;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** {@link RollingRestartProof} has the promise; a build machine may take a multiple. */
  private static final Duration MOST_GAP = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean died = new AtomicBoolean();
  private final AtomicInteger sequence = new AtomicInteger();
  private final Gaps eventGaps = new Gaps();
  private final Queue<String> eventIds = new ConcurrentLinkedQueue<>();
  private final Map<EventStatus, Long> statuses = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Lifecycle parts = new Lifecycle();
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    new TopicSetup(kafka(), registry).run();
  }

  @AfterEach
  void stopBroker() {
    clock.shutdownNow();
    parts.close();
    broker.close();
  }

  @Test
  void shouldAnswerThroughARollingRestartAndShareItsSourcesWithANewInstance() throws Exception {
    int[] ports = {Ports.free(), Ports.free(), Ports.free()};
    Topics topics = kafka().topics();
    parts.add("worker", NullWorker.start(kafka(), registry));
    KafkaProducer<String, Frame> frames = parts.add("frames", frames());
    parts.add("events", EventStream.start(kafka(), registry, topics.events(), this::note));
    StreamsApp first = start(0, ports[0]);
    StreamsApp second = start(1, ports[1]);
    var sending =
        clock.scheduleAtFixedRate(() -> send(frames), 0, FRAME_EVERY_MS, TimeUnit.MILLISECONDS);
    awaitAllSources(ports[0]);
    awaitAllSources(ports[1]);
    awaitShare(first);
    awaitShare(second);
    eventGaps.begin();

    Gaps apiGaps = new Gaps();
    for (int i = 0; i < rounds(); i++) {
      first = restart(first, 0, ports[0], apiGaps, ports[1]);
      second = restart(second, 1, ports[1], apiGaps, ports[0]);
    }
    eventGaps.end();
    StreamsApp third = start(2, ports[2]);
    awaitShare(third);
    awaitAllSources(ports[2]);

    sending.cancel(false);
    awaitAccounts(ports[2]);
    System.out.println(
        "rolling restart: longest gap in the events of a source "
            + eventGaps.longest()
            + ", longest time the API of the other instance did not answer for a source "
            + apiGaps.longest()
            + String.format(
                Locale.ROOT,
                ", answered %d of %d times; not: %s; events %s",
                answered.get(),
                asked.get(),
                refusals,
                statuses));
    // Nobody may be told that a source does not exist while its state moves.
    assertThat(refusals.keySet()).noneMatch(refusal -> refusal.startsWith("404"));
    assertThat(eventGaps.longest()).isLessThan(mostGap());
    assertThat(apiGaps.longest()).isLessThan(mostGap());
    assertThat((double) answered.get() / asked.get()).isGreaterThanOrEqualTo(leastAnswered());
    assertThat(eventIds).doesNotHaveDuplicates();
    assertThat(EnumSet.of(EventStatus.ANSWERED, EventStatus.SHED)).containsAll(statuses.keySet());
    assertThat((double) statuses.get(EventStatus.ANSWERED) / eventIds.size())
        .isGreaterThanOrEqualTo(leastAnswered());
    assertThat(died).isFalse();
  }

  /** How often both are restarted. */
  int rounds() {
    return 1;
  }

  /** The longest that a source may go without an event, or without an answer about it. */
  Duration mostGap() {
    return MOST_GAP;
  }

  /**
   * The least share of questions to the API, and of windows, that must be answered. A build machine
   * that is busy sheds windows.
   */
  double leastAnswered() {
    return 0;
  }

  /** Stops and starts one instance while another is asked for every source. */
  private StreamsApp restart(StreamsApp app, int number, int port, Gaps gaps, int otherPort) {
    gaps.begin();
    var probing =
        clock.scheduleWithFixedDelay(() -> probe(gaps, otherPort), 0, 50, TimeUnit.MILLISECONDS);
    app.close();
    StreamsApp again = start(number, port);
    awaitShare(again);
    awaitAllSources(port);
    probing.cancel(false);
    gaps.end();
    return again;
  }

  private void probe(Gaps gaps, int port) {
    for (String source : SOURCES) {
      asked.incrementAndGet();
      try {
        HttpResponse<String> answer = get(port, "/v1/sources/" + source);
        if (answer.statusCode() == 200) {
          answered.incrementAndGet();
          gaps.note(source);
        } else {
          refusals.merge(answer.statusCode() + " " + answer.body(), 1, Integer::sum);
        }
      } catch (IOException e) {
        refusals.merge(e.toString(), 1, Integer::sum);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void note(AnalysisEvent event) {
    eventIds.add(event.getEventId());
    statuses.merge(event.getStatus(), 1L, Long::sum);
    eventGaps.note(event.getSourceId());
  }

  private void awaitAllSources(int port) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode answer = json(port, "/v1/sources");
              assertThat(answer.get("sources")).hasSize(SOURCES.size());
              assertThat(answer.has("stale")).isFalse();
              for (String source : SOURCES) {
                assertThat(json(port, "/v1/sources/" + source).has("stale")).isFalse();
              }
            });
  }

  /** Until an instance has some sources to itself. */
  private static void awaitShare(StreamsApp app) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> !app.queries().sources().isEmpty());
  }

  /** Every frame sent has arrived once, and every window has its one event. */
  private void awaitAccounts(int port) {
    long sentEach = sequence.get();
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              long events = 0;
              for (JsonNode source : json(port, "/v1/sources").get("sources")) {
                assertThat(source.at("/frames/received").asLong()).isEqualTo(sentEach);
                assertThat(source.at("/endings/open").asLong()).isZero();
                assertThat(source.at("/windows/open").asLong()).isZero();
                events += source.at("/windows/opened").asLong();
              }
              assertThat(eventIds).hasSize((int) events);
            });
  }

  private StreamsApp start(int number, int port) {
    SettingsSource source = settings(number, port);
    return parts.add(
        "instance " + number,
        StreamsApp.start(
            kafka(),
            registry,
            source.bind(Section.STREAMS, StreamsSettings.class),
            source.bind(Section.API, ApiSettings.class),
            () -> died.set(true)));
  }

  private KafkaSettings kafka() {
    return settings(0, 0).bind(Section.KAFKA, KafkaSettings.class);
  }

  private SettingsSource settings(int number, int port) {
    return SettingsSource.parse(
        "test",
        yaml(),
        Map.of(),
        Map.of(
            "kafka.bootstrap-servers",
            broker.bootstrapServers(),
            "kafka.partitions",
            "4",
            "api.port",
            Integer.toString(port),
            "streams.state-directory",
            directory.resolve("state-" + number).toString()));
  }

  private KafkaProducer<String, Frame> frames() {
    Topic<Frame> video = kafka().topics().frames(Domain.VIDEO);
    return new KafkaProducer<>(
        kafka().clientConfig(),
        new StringSerializer(),
        new AvroSerde<>(video, registry).serializer());
  }

  /** One frame of each source. */
  private void send(KafkaProducer<String, Frame> producer) {
    int number = sequence.getAndIncrement();
    String topic = kafka().topics().frames(Domain.VIDEO).name();
    for (String source : SOURCES) {
      Future<RecordMetadata> unused =
          producer.send(new ProducerRecord<>(topic, source, frame(source, number)));
    }
  }

  private static Frame frame(String source, int number) {
    return Frame.newBuilder()
        .setFrameId(source + "-" + number)
        .setSourceId(source)
        .setDomain(Domain.VIDEO)
        .setSequence(number)
        .setCapturedAt(Instant.now())
        .setWidth(96)
        .setHeight(64)
        .setContentType("image/jpeg")
        .setPixels(ByteBuffer.wrap(Pictures.jpeg(96, 64)))
        .build();
  }

  private JsonNode json(int port, String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(port, path);
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return mapper.readTree(response.body());
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        BodyHandlers.ofString());
  }

  /** The longest time between two signs of life of each source. Safe for use by several threads. */
  private static final class Gaps {

    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final Map<String, Duration> longest = new ConcurrentHashMap<>();
    private volatile boolean counting;

    void begin() {
      SOURCES.forEach(source -> last.put(source, System.nanoTime()));
      counting = true;
    }

    void note(String source) {
      if (!counting) {
        return;
      }
      long now = System.nanoTime();
      Duration gap = Duration.ofNanos(now - last.put(source, now));
      longest.merge(source, gap, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    void end() {
      SOURCES.forEach(this::note);
      counting = false;
    }

    Duration longest() {
      return longest.values().stream().max(Duration::compareTo).orElseThrow();
    }
  }

  private static String yaml() {
    return """
        streams:
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """;
  }
}
