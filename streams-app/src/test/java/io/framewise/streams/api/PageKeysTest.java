package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Point;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.api.json.AlertJson;
import io.framewise.streams.api.json.EventJson;
import io.framewise.streams.api.json.SourceJson;
import io.framewise.streams.api.routes.Health;
import io.framewise.streams.query.MemoryState;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the page's scripts read of the API is there. The scripts call what the API gives by these
 * names throughout: {@code source}, {@code event}, {@code answer}, {@code alert} and so on.
 */
class PageKeysTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/framewise/streams/page/js").toAbsolutePath();

  /** A name that holds something of the API, and what is read of it: event.window?.closedBy. */
  private static final Pattern READ =
      Pattern.compile(
          "(?<![\\w./])(?:(?:this|a|b|row)\\.(?=alert|event|answered|settled|wanted|newest))?"
              + "(source|windows|event|answered|settled|wanted|newest|newestEvent|other|answer|alert"
              + "|health|frame|place|reply)((?:\\??\\.\\w+)+)");

  /** Places are taken apart where they come in: box({ x1, y1 }). */
  private static final Pattern TAKEN_APART =
      Pattern.compile("function (?:box|point|placeText)\\(\\{ ([\\w, ]+) }");

  /** The counts that a card lists: ['Title', source => source.windows, [['label', 'key'], ... */
  private static final Pattern GROUP =
      Pattern.compile("\\['[^']+', source => source(\\.\\w+)?, \\[\\s*(.+?)]]", Pattern.DOTALL);

  private static final Pattern ROW = Pattern.compile("\\['[^']*', '(\\w+)'");

  private final Map<String, JsonObject> known = known();
  private final Set<String> missing = new TreeSet<>();
  private final Set<String> found = new TreeSet<>();

  @Test
  void shouldReadOnlyWhatTheApiGives() throws IOException {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      scripts.forEach(this::check);
    }

    assertThat(missing).isEmpty();
    assertThat(found).hasSizeGreaterThan(80).contains("source.windows.opened", "alert.severity");
  }

  private void check(Path script) {
    String text = read(script);
    boolean drawsPlaces = Set.of("places.js", "answer-view.js").contains(name(script));
    Matcher reads = READ.matcher(text);
    while (reads.find()) {
      if (drawsPlaces || !reads.group(1).equals("place")) {
        check(script, reads.group(1), reads.group(2).replace("?", "").substring(1));
      }
    }
    Matcher apart = TAKEN_APART.matcher(text);
    while (apart.find()) {
      for (String key : apart.group(1).split(", ", -1)) {
        check(script, "place", key);
      }
    }
    Matcher groups = GROUP.matcher(text);
    while (groups.find()) {
      String owner = groups.group(1) == null ? "" : groups.group(1).substring(1) + ".";
      Matcher rows = ROW.matcher(groups.group(2));
      while (rows.find()) {
        check(script, "source", owner + rows.group(1));
      }
    }
  }

  /** What follows a text, a number or a list is JavaScript's own, such as length. */
  private void check(Path script, String name, String path) {
    Object value = known.get(name);
    StringBuilder walked = new StringBuilder(name);
    for (String key : path.split("\\.", -1)) {
      if (!(value instanceof JsonObject object)) {
        break;
      }
      walked.append('.').append(key);
      if (!object.containsKey(key)) {
        missing.add(name(script) + ": " + walked);
        return;
      }
      value = object.getValue(key);
    }
    found.add(walked.toString());
  }

  private static Map<String, JsonObject> known() {
    JsonObject source = SourceJson.of(source(), List.of());
    JsonObject event = EventJson.of(event());
    JsonObject reply =
        SourceJson.list(List.of(), 1, List.of())
            .mergeIn(EventJson.list(List.of()))
            .mergeIn(AlertJson.list(List.of(), false));
    JsonObject place = new JsonObject();
    for (int i = 0; i < 2; i++) {
      place.mergeIn(
          event.getJsonArray("answers").getJsonObject(i).getJsonArray("value").getJsonObject(0));
    }
    Map<String, JsonObject> known = new HashMap<>();
    known.put("source", source);
    known.put("windows", source.getJsonObject("windows"));
    known.put("answer", event.getJsonArray("answers").getJsonObject(0));
    known.put("frame", event.getJsonArray("frames").getJsonObject(0));
    known.put("place", place);
    known.put("alert", AlertJson.of(MemoryState.alertOf("door").build()));
    known.put("health", new Health.Answer(true, "", OptionalInt.of(1)).json());
    known.put("reply", reply);
    for (String name :
        List.of("event", "answered", "settled", "wanted", "newest", "newestEvent", "other")) {
      known.put(name, event);
    }
    return known;
  }

  private static SourceView source() {
    return new SourceView(
        "door",
        Optional.of(
            SourceStatus.newBuilder()
                .setSourceId("door")
                .setDomain(Domain.VIDEO)
                .setKind("video")
                .setState(SourceState.RUNNING)
                .setCaptured(1)
                .setPublished(1)
                .setRateCapped(0)
                .setShed(0)
                .setDeadLettered(0)
                .setFailed(0)
                .setStartedAt(MemoryState.START)
                .setUpdatedAt(MemoryState.START)
                .build()),
        SourceLedger.newBuilder().build());
  }

  private static AnalysisEvent event() {
    return TestRecords.event("door", "e1", 1)
        .setFrames(List.of(new FrameRef("frames", 0, 1L, "f1", MemoryState.START, 1, 1)))
        .setModel(new ModelInfo("model", "digest", List.of()))
        .setAnswers(
            List.of(
                answer(AnswerType.BOX)
                    .setBoxes(List.of(new Box("cup", 0.0, 0.0, 1.0, 1.0)))
                    .build(),
                answer(AnswerType.POINT).setPoints(List.of(new Point("cup", 0.0, 0.0))).build()))
        .build();
  }

  private static Answer.Builder answer(AnswerType type) {
    return Answer.newBuilder()
        .setQuestionId("cup")
        .setQuestion("Where is the cup?")
        .setAnswerType(type)
        .setValid(true)
        .setText("");
  }

  private static String name(Path script) {
    return script.getFileName().toString();
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
