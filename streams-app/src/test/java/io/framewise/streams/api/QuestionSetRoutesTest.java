package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Question sets over HTTP. */
class QuestionSetRoutesTest {

  private static final String DOORS = "/v1/question-sets/doors";
  private static final String DEFINITION =
      """
      domain: video
      sources: [gate]
      questions:
        open: {text: "Is the door open?", answer: yes_no, alert: {when: [yes], raise-after: 2}}
      """;

  private final MemoryState state = new MemoryState(1);
  private TestServer server;

  @BeforeEach
  void listen(@TempDir Path directory) throws Exception {
    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            """
            admin read,admin admin-key
            gate read,admin gate-key sources=gate
            yard read,admin yard-key sources=yard
            """);
    server = new TestServer(state.queries(), "api.keys", keys.toString());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> as(String key, String method, String address, String body)
      throws Exception {
    return server.send(method, address, body, "authorization", "Bearer " + key);
  }

  private JsonObject ok(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new JsonObject(reply.body());
  }

  private JsonObject put(String definition) throws Exception {
    return ok(as("admin-key", "PUT", DOORS, definition));
  }

  private void known(String id, String... sources) {
    QuestionSet set = TestRecords.questionSet(id);
    set.setSourceIds(List.of(sources));
    state.questionSet(set);
    server.sets().put(List.of(set));
  }

  @Test
  void shouldPutANewSetAndAnotherVersionOfIt() throws Exception {
    JsonObject first = put(DEFINITION);
    JsonObject again = put(DEFINITION);
    JsonObject other = put(DEFINITION.replace("raise-after: 2", "raise-after: 3"));

    assertThat(first).isEqualTo(changed(1, true, new JsonArray()));
    assertThat(again).isEqualTo(changed(1, false, new JsonArray()));
    assertThat(other)
        .isEqualTo(
            changed(2, true, new JsonArray().add("questions.open.alert.raiseAfter: 2 -> 3")));
    QuestionSet kept = server.sets().read().get("doors").orElseThrow();
    assertThat(kept.getVersion()).isEqualTo(2);
    assertThat(kept.getQuestions().get(0).getAlert().getRaiseAfter()).isEqualTo(3);
  }

  private static JsonObject changed(int version, boolean changed, JsonArray differences) {
    return new JsonObject()
        .put("id", "doors")
        .put("version", version)
        .put("changed", changed)
        .put("differences", differences);
  }

  @Test
  void shouldTakeTheDefinitionThatItShows() throws Exception {
    put(DEFINITION);
    state.questionSet(server.sets().read().get("doors").orElseThrow());
    JsonObject shown = ok(as("admin-key", "GET", DOORS, ""));

    assertThat(shown.getString("state")).isEqualTo("in_force");
    assertThat(put(shown.getJsonObject("definition").encode()).getBoolean("changed")).isFalse();
  }

  @Test
  void shouldListTheSetsInPages() throws Exception {
    known("a");
    known("b");
    known("c");

    JsonObject first = ok(as("admin-key", "GET", "/v1/question-sets?limit=2", ""));
    JsonObject rest = ok(as("admin-key", "GET", "/v1/question-sets?limit=2&after=b", ""));

    assertThat(ids(first)).isEqualTo("a,b");
    assertThat(first.getString("next")).isEqualTo("b");
    assertThat(ids(rest)).isEqualTo("c");
    assertThat(rest.getString("next")).isNull();
  }

  private static String ids(JsonObject list) {
    JsonArray sets = list.getJsonArray("questionSets");
    return IntStream.range(0, sets.size())
        .mapToObj(i -> sets.getJsonObject(i).getString("id"))
        .collect(Collectors.joining(","));
  }

  @Test
  void shouldSayWhyASetIsNotInForce() throws Exception {
    QuestionSet broken = TestRecords.questionSet("broken");
    broken.setDeadlineMs(0);
    state.questionSet(broken);

    JsonObject shown = ok(as("admin-key", "GET", "/v1/question-sets/broken", ""));

    assertThat(shown.getString("state")).isEqualTo("not_in_force");
    assertThat(shown.getJsonArray("problems"))
        .containsExactly("the deadline must be longer than 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domain: video | it needs 1 to 32 questions|''",
        "'domian: video' | unknown setting domian, did you mean domain?|''",
        "'{]' | the body is not valid YAML|''",
        "'[1, 2]' | the body is not a list of sections|''",
        "'{domain: video, questions: {open: {text: Open, answer: maybe}}}' | answer|''",
        "'{domain: video, questions: {open: {text: Open, answer: choice}}}' | question open needs at least two choices|/questions/open",
        "'{domain: video, window-size: 0ms, questions: {open: {text: Open}}}' | window-size|''"
      })
  void shouldSayWhatIsWrongWithADefinition(String definition, String why, String pointer)
      throws Exception {
    HttpResponse<String> reply = as("admin-key", "PUT", DOORS, definition);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    JsonObject error = new JsonObject(reply.body()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("detail")).contains(why.strip());
    assertThat(error.getString("pointer")).isEqualTo(pointer);
    assertThat(server.sets().read()).isEmpty();
  }

  @Test
  void shouldRefuseADefinitionThatIsTooLarge() throws Exception {
    String comment = "# " + "x".repeat(256 * 1024);

    assertThat(as("admin-key", "PUT", DOORS, DEFINITION + comment).statusCode()).isEqualTo(413);
  }

  @Test
  void shouldChangeOnlyTheVersionThatWasMeant() throws Exception {
    put(DEFINITION);

    assertThat(ifVersion("PUT", "\"2\"").statusCode()).isEqualTo(412);
    assertThat(ifVersion("DELETE", "\"2\"").statusCode()).isEqualTo(412);
    assertThat(ifVersion("PUT", "two").statusCode()).isEqualTo(400);
    assertThat(ifVersion("PUT", "\"1\"").statusCode()).isEqualTo(200);
    assertThat(ifVersion("DELETE", "\"1\"").statusCode()).isEqualTo(200);
    assertThat(ifVersion("PUT", "\"1\"").body()).contains("there is no such question set");
  }

  private HttpResponse<String> ifVersion(String method, String tag) throws Exception {
    return server.send(
        method, DOORS, DEFINITION, "authorization", "Bearer admin-key", "if-match", tag);
  }

  @Test
  void shouldTellTheVersionAsETag() throws Exception {
    known("doors");

    assertThat(as("admin-key", "GET", DOORS, "").headers().firstValue("etag")).contains("\"1\"");
  }

  @Test
  void shouldRemoveASetAndGoOnWithItsVersion() throws Exception {
    put(DEFINITION);

    JsonObject removed = ok(as("admin-key", "DELETE", DOORS, ""));

    assertThat(removed.getInteger("version")).isEqualTo(1);
    assertThat(server.sets().read()).isEmpty();
    assertThat(as("admin-key", "DELETE", DOORS, "").statusCode()).isEqualTo(404);
    assertThat(put(DEFINITION).getInteger("version")).isEqualTo(2);
  }

  @Test
  void shouldKeepTheSetsOfOtherSourcesFromAKeyOfSome() throws Exception {
    known("all");
    known("doors", "gate");
    known("both", "gate", "yard");

    assertThat(ids(ok(as("gate-key", "GET", "/v1/question-sets", "")))).isEqualTo("all,doors");
    assertThat(as("yard-key", "GET", DOORS, "").statusCode()).isEqualTo(404);
    assertThat(as("yard-key", "DELETE", DOORS, "").statusCode()).isEqualTo(404);
    assertThat(as("yard-key", "PUT", DOORS, DEFINITION).statusCode()).isEqualTo(403);
    String ofYard = DEFINITION.replace("gate", "yard");
    assertThat(as("yard-key", "PUT", DOORS, ofYard).statusCode()).isEqualTo(403);
    assertThat(as("gate-key", "DELETE", "/v1/question-sets/all", "").statusCode()).isEqualTo(403);
    String ofAll = DEFINITION.replace("[gate]", "[]");
    assertThat(as("gate-key", "PUT", DOORS, ofAll).statusCode()).isEqualTo(403);
    assertThat(as("gate-key", "PUT", DOORS, DEFINITION).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayThatKafkaIsAway() throws Exception {
    server.sets().goAway();

    HttpResponse<String> reply = as("admin-key", "PUT", DOORS, DEFINITION);

    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.body()).contains("try again").doesNotContain("broker");
  }
}
