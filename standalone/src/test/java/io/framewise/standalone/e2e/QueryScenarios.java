package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.admin.events.EventsCommand;
import io.framewise.platform.fit.SchemaCheck;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;

/** What the query API and the page answer. */
interface QueryScenarios {

  OrdinaryRun run();

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldListSourcesAndTheirLatestAnswers() throws Exception {
    run().awaitSettled();

    assertThat(run().api().sources())
        .extracting(SourceAccount::id)
        .containsExactlyInAnyOrderElementsOf(OrdinaryRun.SOURCES);
    assertThat(run().api().json("/v1/sources/street").at("/labels/site").asText())
        .isEqualTo("yard");
    JsonNode latest = run().api().json("/v1/sources/street/latest");
    assertThat(latest.get("sourceId").asText()).isEqualTo("street");
    assertThat(latest.get("events")).hasSize(1);
    JsonNode event = latest.at("/events/0");
    assertThat(event.get("questionSetId").asText()).isEqualTo("traffic");
    assertThat(event.get("answers")).hasSize(4);
    assertThat(event.at("/answers/3/value/count").isInt()).isTrue();
    assertThat(event.at("/answers/0/value").isBoolean()).isTrue();
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldShowTheNewestPictureAsJpegWhateverItWas() throws Exception {
    run().awaitSettled();

    requireJpeg("street", 448, 448);
    requireJpeg("plates", 480, 360);
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldSelectEventsBySourceTimeAndNumber() throws Exception {
    run().awaitSettled();

    List<String> street =
        run().events().stream()
            .filter(event -> event.get("sourceId").toString().equals("street"))
            .map(event -> event.get("eventId").toString())
            .toList();
    assertThat(ids("?source=street")).containsExactlyInAnyOrderElementsOf(street);
    assertThat(ids("")).hasSameSizeAs(run().events()).doesNotHaveDuplicates();
    assertThat(ids("?limit=3")).isEqualTo(ids("").subList(0, 3));
    JsonNode all = run().api().json("/v1/events").get("events");
    String middle = all.get(all.size() / 2).get("createdAt").asText();
    assertThat(ids("?from=" + middle)).containsExactlyElementsOf(idsSince(all, middle));
    assertThat(ids("?from=" + middle + "&to=" + middle)).isNotEmpty();
    assertThat(ids("?to=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("?source=nobody")).isEmpty();
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldSayWhatIsWrongWhenAQuestionMakesNoSense() throws Exception {
    run().awaitSettled();

    requireProblem("/v1/events?sourc=street", 400, "unknown query parameter sourc", "source");
    requireProblem("/v1/events?limit=0", 400, "limit", "1 to 1000");
    requireProblem("/v1/events?from=yesterday", 400, "from", "2026-01-31T08:00:00Z");
    requireProblem("/v1/sources/nobody", 404, "nobody");
    requireProblem("/v1/sources/nobody/latest", 404, "nobody");
    requireProblem("/v1/sources/nobody/frame.jpg", 404, "nobody");
    requireProblem("/v1/nothing", 404, "no such page");
    requireProblem(run().api().post("/v1/sources", "{}"), 405, "GET");
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldPushAnEventWhenAPictureIsAnswered() throws Exception {
    run().awaitSettled();

    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(run().api().follow("/v1/stream"), StandardCharsets.UTF_8))) {
      // There is no event yet: the stream is open before anything happens.
      assertThat(lines.readLine()).matches("retry: [23]\\d{3}");
      String begin = next(lines, "id: ");
      run().dropPicture();
      assertThat(next(lines, "event: ")).isEqualTo("analysis");
      JsonNode event = run().api().parse(next(lines, "data: "));
      assertThat(next(lines, "id: ")).isNotEqualTo(begin);
      assertThat(event.get("sourceId").asText()).isEqualTo(OrdinaryRun.PLATES);
      assertThat(event.get("answers")).hasSize(1);
    }
  }

  /** With all that real sources, workers and alerts put into the answers. */
  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldAnswerAsTheOpenApiDocumentSays() throws Exception {
    run().awaitSettled();
    JsonNode document = run().api().json("/v1/openapi.json");
    Map<String, String> answers =
        Map.of(
            "/v1/sources", "SourceList",
            "/v1/sources/street", "Source",
            "/v1/sources/street/latest", "LatestEvents",
            "/v1/sources/street/ledger", "Ledger",
            "/v1/events", "EventList",
            "/v1/alerts?state=all", "AlertList",
            "/health/ready", "Health");
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      ObjectNode schema = new ObjectMapper().createObjectNode();
      schema.put("$ref", "#/components/schemas/" + answer.getValue());
      schema.set("components", document.get("components"));
      String body = run().api().json(answer.getKey()).toString();
      assertThat(new SchemaCheck(schema.toString()).faults(body)).as(answer.getKey()).isEmpty();
      assertThat(new SchemaCheck(schema.toString()).faults("{}")).isNotEmpty();
    }
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldReportHealthAndMetrics() throws Exception {
    run().awaitSettled();

    assertThat(run().api().json("/health/live").get("status").asText()).isEqualTo("up");
    assertThat(run().api().json("/health/ready").get("status").asText()).isEqualTo("up");
    String metrics = new String(run().api().get("/metrics").body(), StandardCharsets.UTF_8);
    double notSelected = run().api().source("street").endings("notSelected");
    assertThat(metrics)
        .contains(
            "framewise_frames_total{ending=\"not_selected\",source=\"street\"} " + notSelected);
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldServeThePageToThisMachineOnly() throws Exception {
    HttpResponse<byte[]> page = run().api().get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'self'");
    HttpResponse<byte[]> script = run().api().get("/js/main.js");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/javascript");

    assertThat(run().api().statusLineFor("localhost", "/v1/sources")).contains(" 200 ");
    assertThat(run().api().statusLineFor("evil.example", "/v1/sources")).contains(" 421 ");
    assertThat(run().api().statusLineFor("evil.example", "/")).contains(" 421 ");
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldShowThePictureThatAnEventIsAbout() throws Exception {
    run().awaitSettled();

    JsonNode event = run().api().json("/v1/sources/street/latest").at("/events/0");
    assertThat(run().api().json(event.get("href").asText())).isEqualTo(event);
    JsonNode frames = event.get("frames");
    JsonNode last = frames.get(frames.size() - 1);
    HttpResponse<byte[]> response = run().api().get(last.get("href").asText());
    assertThat(response.statusCode()).isEqualTo(200);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(response.body()));
    assertThat(picture.getWidth()).isEqualTo(last.get("width").asInt());
    assertThat(picture.getHeight()).isEqualTo(last.get("height").asInt());
    String topic = last.get("topic").asText();
    requireProblem("/v1/frames/" + topic + "-0@999999999999.jpg", 410, "no longer there");
    requireProblem("/v1/frames/framewise.events-0@0.jpg", 404, "ref of a frame");
    requireProblem("/v1/frames/" + topic + "-9999@0.jpg", 404, "ref of a frame");
  }

  @Test
  @ResourceLock(OrdinaryRun.LOCK)
  default void shouldPrintTheEventsOfASourceFromTheCommandLine() throws Exception {
    run().awaitSettled();
    List<String> committed =
        run().events().stream()
            .filter(event -> event.get("sourceId").toString().equals("street"))
            .map(event -> event.get("eventId").toString())
            .toList();

    List<String> lines = events("--json", "--source", "street", "--last", "1000");
    assertThat(lines).hasSameSizeAs(committed).doesNotHaveDuplicates();
    for (String line : lines) {
      assertThat(run().api().parse(line).get("eventId").asText()).isIn(committed);
    }
    assertThat(events("--json", "--source", "street", "--from", "1h")).hasSameElementsAs(lines);
    assertThat(events("--source", "street", "--last", "1"))
        .singleElement()
        .asString()
        .contains("street / traffic: ANSWERED");
    assertThat(events("--question", "nobody")).isEmpty();
  }

  private List<String> events(String... given) {
    List<String> arguments = new ArrayList<>(List.of(given));
    arguments.addAll(run().installation().connectionFlags());
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new EventsCommand())
            .setOut(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString().lines().toList();
  }

  private void requireJpeg(String source, int width, int height) throws Exception {
    HttpResponse<byte[]> response = run().api().get("/v1/sources/" + source + "/frame.jpg");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(response.body()).startsWith((byte) 0xFF, (byte) 0xD8, (byte) 0xFF);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(response.body()));
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  private void requireProblem(String path, int status, String... details) throws Exception {
    requireProblem(run().api().get(path), status, details);
  }

  private void requireProblem(HttpResponse<byte[]> response, int status, String... details)
      throws Exception {
    assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = run().api().parse(new String(response.body(), StandardCharsets.UTF_8));
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).contains(details);
  }

  private List<String> ids(String query) throws Exception {
    return stream(run().api().json("/v1/events" + query).get("events"))
        .map(event -> event.get("eventId").asText())
        .toList();
  }

  private static List<String> idsSince(JsonNode events, String from) {
    return stream(events)
        .filter(event -> event.get("createdAt").asText().compareTo(from) >= 0)
        .map(event -> event.get("eventId").asText())
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The rest of the next line that begins so; empty lines and heartbeats are passed over. */
  private static String next(BufferedReader lines, String prefix) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = lines.readLine();
    }
    assertThat(line).as("a line that begins with " + prefix).isNotNull();
    return line.substring(prefix.length());
  }
}
