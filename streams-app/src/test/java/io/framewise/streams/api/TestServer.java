package io.framewise.streams.api;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.api.metrics.Metrics;
import io.framewise.streams.api.routes.AlertDesk;
import io.framewise.streams.api.routes.ApiParts;
import io.framewise.streams.api.routes.EventFrames;
import io.framewise.streams.api.routes.FramePictures;
import io.framewise.streams.api.routes.Health;
import io.framewise.streams.api.routes.LatestAnswers;
import io.framewise.streams.api.routes.QuestionDesk;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.health.Verdict;
import io.framewise.streams.query.Queries;
import io.framewise.streams.settings.ApiSettings;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.awaitility.Awaitility;

/** The API's own server over stores in memory, and clients that may behave badly. */
final class TestServer implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  /** What lies at every place of a frames topic. */
  static final int PICTURE_BYTES = 8 * 1024 * 1024;

  static {
    // A read that ends after its server was closed tells nobody; it is no fault of another test.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  private static final Topics TOPICS = new Topics("test.");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final StreamClients streamClients;
  private final List<Alert> acknowledged = new CopyOnWriteArrayList<>();
  private final AskedQuestions asked = new AskedQuestions();
  private final MemorySets sets = new MemorySets();
  private final MemoryFeed history = new MemoryFeed();
  private final int port;

  TestServer(Queries queries, String... keysAndValues) {
    Map<String, String> given = new HashMap<>(Map.of("api.port", "0"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      given.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    ApiSettings settings =
        SettingsSource.parse("test", "", Map.of(), given).bind(Section.API, ApiSettings.class);
    this.streamClients = new StreamClients(vertx, settings.maxStreamClients(), history);
    streamClients.beginAt(MemoryFeed.BEGIN);
    FramePictures pictures = new FramePictures(queries, TestServer::frame);
    ApiParts parts =
        new ApiParts(
            queries,
            new LatestAnswers(queries, System::nanoTime),
            pictures,
            new EventFrames(TOPICS, 1, TestServer::frame, pictures),
            new AlertDesk(queries, acknowledged::add),
            asked,
            new QuestionDesk(queries, sets),
            streamClients,
            new Health(
                () -> KafkaStreams.State.RUNNING,
                () -> new Verdict(true, "1 worker", OptionalInt.of(1)),
                Optional::empty),
            new Metrics(Optional.empty(), queries, streamClients));
    try {
      this.port = ApiServer.listen(vertx, settings, parts, Optional.empty()).actualPort();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not start", e);
    }
  }

  private static FrameLookup frame(FrameRef ref) {
    byte[] jpeg = new byte[PICTURE_BYTES];
    jpeg[0] = (byte) 0xff;
    jpeg[1] = (byte) 0xd8;
    jpeg[2] = (byte) 0xff;
    return new FrameLookup.Found(
        Frame.newBuilder()
            .setFrameId(ref.getFrameId())
            .setSourceId("door")
            .setDomain(Domain.VIDEO)
            .setSequence(ref.getOffset())
            .setCapturedAt(ref.getCapturedAt())
            .setWidth(1)
            .setHeight(1)
            .setContentType("image/jpeg")
            .setPixels(ByteBuffer.wrap(jpeg))
            .build());
  }

  /** The alerts whose acknowledgement was sent. */
  List<Alert> acknowledged() {
    return acknowledged;
  }

  /** The questions that were asked on the spot. */
  AskedQuestions asked() {
    return asked;
  }

  /** The question sets that are kept. */
  MemorySets sets() {
    return sets;
  }

  int port() {
    return port;
  }

  /** What lies on the topics of the feed. */
  MemoryFeed history() {
    return history;
  }

  /** Puts an event or an alert on its topic and tells it live. */
  void publish(SpecificRecord value) {
    MemoryFeed.Stored stored = history.add(value);
    streamClients.publish(stored.partition(), stored.offset(), value);
  }

  StreamClients streamClients() {
    return streamClients;
  }

  HttpResponse<String> send(String method, String address) throws Exception {
    return send(method, address, HttpRequest.BodyPublishers.noBody());
  }

  /** Sends a body, with further headers as names and values. */
  HttpResponse<String> send(String method, String address, String body, String... headers)
      throws Exception {
    return send(method, address, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<String> send(
      String method, String address, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request = request(address).method(method, body);
    HttpResponse<String> reply =
        client.send(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            HttpResponse.BodyHandlers.ofString());
    DocumentedAnswers.require(method, reply);
    return reply;
  }

  /** Posts a body, with further headers as names and values. */
  CompletableFuture<HttpResponse<String>> post(String address, String body, String... headers) {
    HttpRequest.Builder request = request(address).POST(HttpRequest.BodyPublishers.ofString(body));
    return client
        .sendAsync(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            HttpResponse.BodyHandlers.ofString())
        .whenComplete(
            (reply, failure) -> {
              if (reply != null) {
                DocumentedAnswers.require("POST", reply);
              }
            });
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + address))
        .timeout(Duration.ofSeconds(30));
  }

  /** Sends these very bytes and reads until the server closes or {@code limit} passes. */
  String raw(String request, Duration limit) throws IOException {
    try (Socket socket = open(request)) {
      return readToEnd(socket, limit);
    }
  }

  Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return socket;
  }

  static String readToEnd(Socket socket, Duration limit) throws IOException {
    socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(read);
    return read.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
