package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of events: what is wanted of them, and page by page. */
class EventListTest {

  private final MemoryState state = new MemoryState(2);
  private final TestServer server = new TestServer(state.queries());

  @AfterEach
  void close() {
    server.close();
  }

  private void event(int partition, String source, String id, long afterMs, String text) {
    state.put(
        partition,
        TestRecords.event(source, id, afterMs)
            .setStatus(text.isEmpty() ? EventStatus.EXPIRED : EventStatus.ANSWERED)
            .setAttributes(Map.of("part", "part-" + source))
            .setAnswers(
                text.isEmpty()
                    ? List.of()
                    : List.of(
                        Answer.newBuilder()
                            .setQuestionId("what-" + source)
                            .setQuestion("What?")
                            .setAnswerType(AnswerType.TEXT)
                            .setValid(true)
                            .setText(text)
                            .build()))
            .build());
  }

  private JsonObject list(String parameters) throws Exception {
    HttpResponse<String> reply = server.send("GET", "/v1/events?" + parameters);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new JsonObject(reply.body());
  }

  private static List<String> ids(JsonObject list) {
    return list.getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("eventId"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=10, 'd,c,b,a'",
    "source=door, 'c,a'",
    "'source=door,gate', 'd,c,b,a'",
    "source=nobody, ''",
    "status=expired, d",
    "'status=expired,answered', 'd,c,b,a'",
    "status=shed, ''",
    "part=part-gate, 'd,b'",
    "question=what-door, 'c,a'",
    "text=RED, 'c,b'",
    "text=red&source=gate, b",
    "questionSet=nothing, ''",
  })
  void shouldListWhatIsWanted(String parameters, String wanted) throws Exception {
    event(0, "door", "a", 1, "a blue car");
    event(1, "gate", "b", 2, "a red bus");
    event(0, "door", "c", 3, "Red.");
    event(1, "gate", "d", 4, "");

    JsonObject list = list(parameters);

    assertThat(String.join(",", ids(list))).isEqualTo(wanted);
    assertThat(list.getBoolean("more")).isFalse();
    assertThat(list.getString("next")).isNull();
  }

  @Test
  void shouldTellEachEventOnceHoweverManyHaveOneTime() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      event(i % 2, i % 3 == 0 ? "door" : "gate", "event-%02d".formatted(i), i / 30, "yes");
      all.add("event-%02d".formatted(i));
    }

    List<String> told = page("limit=7");

    assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    assertThat(told).isEqualTo(ids(list("limit=1000")));
  }

  @Test
  void shouldGiveUpASearchThatFindsLittleAndGoOnFromThere() throws Exception {
    for (int i = 0; i < 45_000; i++) {
      event(0, "door", "event-" + i, i, i == 3 ? "a needle" : "hay");
    }

    JsonObject first = list("text=needle");
    assertThat(ids(first)).isEmpty();
    assertThat(first.getBoolean("more")).isTrue();
    assertThat(page("text=needle")).containsExactly("event-3");
  }

  private List<String> page(String parameters) throws Exception {
    List<String> told = new ArrayList<>();
    JsonObject list = list(parameters);
    told.addAll(ids(list));
    while (list.getBoolean("more")) {
      list =
          list(
              parameters
                  + "&after="
                  + URLEncoder.encode(list.getString("next"), StandardCharsets.UTF_8));
      told.addAll(ids(list));
    }
    assertThat(list.getString("next")).isNull();
    return told;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=yesterday",
        "after=2026-01-31T08:00:00Z",
        "after=-1000000000-01-01T00:00:00Z~a",
        "after=1969-12-31T23:59:59Z~a",
        "status=done",
        "status=answered,,shed",
        "source=a,"
      })
  void shouldRefuseWhatItDoesNotKnow(String parameters) throws Exception {
    assertThat(server.send("GET", "/v1/events?" + parameters).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldTakeAPlaceInTheFarFuture() throws Exception {
    event(0, "door", "a", 1, "yes");

    assertThat(ids(list("after=%2B1000000000-12-31T23:59:59Z~"))).containsExactly("a");
  }
}
