package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.streams.StreamsApp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The live feed of a client that goes and comes back. */
interface FeedScenarios {

  Platform platform();

  Path directory();

  @Test
  default void shouldTellAClientThatComesBackWhatItMissed() throws Exception {
    try (Installation installation = new Installation(platform(), "feed", directory(), "");
        Sender sender = new Sender(installation)) {
      sender.frame("door", "frame", Instant.now());
      installation.startModel();
      String seen;
      List<String> missed = new ArrayList<>();
      try (StreamsApp streams = installation.startStreams()) {
        Api api = new Api(streams.apiPort());
        try (Stream stream = new Stream(api, "")) {
          String first = ask(api);
          assertThat(stream.next()).isEqualTo(first);
          seen = stream.id;
        }
        missed.add(ask(api));
        missed.add(ask(api));
        assertToldAfter(api, seen, missed);
      }
      try (StreamsApp streams = installation.startStreams()) {
        Api api = new Api(streams.apiPort());
        missed.add(ask(api));
        assertToldAfter(api, seen, missed);
        removeAllButTheNewest(installation);
        try (Stream stream = new Stream(api, "?after=" + seen)) {
          assertThat(stream.next()).startsWith("gap {\"dropped\":").contains("retention");
          String id = stream.id;
          String last = ask(api);
          String told = stream.next();
          while (!told.equals(last)) { // the newest may still be there
            assertThat(missed).contains(told);
            told = stream.next();
          }
          assertThat(stream.id).isNotEqualTo(id);
        }
      }
    }
  }

  private static void assertToldAfter(Api api, String seen, List<String> missed) throws Exception {
    try (Stream stream = new Stream(api, "?after=" + seen)) {
      for (String event : missed) {
        assertThat(stream.next()).isEqualTo(event);
      }
      String next = ask(api);
      assertThat(stream.next()).isEqualTo(next);
      missed.add(next);
    }
  }

  /** As retention does it with whole segments. */
  private static void removeAllButTheNewest(Installation installation) throws Exception {
    String events = installation.topics().events().name();
    try (Admin admin = Admin.create(installation.kafka().clientConfig())) {
      int partitions =
          admin
              .describeTopics(List.of(events))
              .allTopicNames()
              .get()
              .get(events)
              .partitions()
              .size();
      Map<TopicPartition, RecordsToDelete> removed = new HashMap<>();
      for (int i = 0; i < partitions; i++) {
        removed.put(new TopicPartition(events, i), RecordsToDelete.beforeOffset(-1)); // all of it
      }
      admin.deleteRecords(removed).all().get();
    }
  }

  /** Asks on the spot, which makes an event; returns its id. */
  private static String ask(Api api) throws Exception {
    List<HttpResponse<byte[]>> taken = new ArrayList<>();
    Patience.untilAsserted(
        () -> {
          HttpResponse<byte[]> reply =
              api.post(
                  "/v1/ask",
                  "{\"source\":\"door\",\"last\":\"2m\",\"question\":\"Open?\",\"answer\":\"yes_no\"}");
          assertThat(reply.statusCode()).isEqualTo(200);
          taken.add(reply);
        });
    return new ObjectMapper().readTree(taken.get(0).body()).get("eventId").asText();
  }

  /** One client. */
  final class Stream implements AutoCloseable {

    private final BufferedReader lines;
    private String id = "";

    Stream(Api api, String parameters) throws Exception {
      this.lines =
          new BufferedReader(
              new InputStreamReader(api.follow("/v1/stream" + parameters), StandardCharsets.UTF_8));
      read("id: ");
    }

    /** The id of the next event, or what else was told. */
    String next() throws IOException {
      String event = read("event: ");
      String data = read("data: ");
      id = read("id: ");
      JsonNode json = new ObjectMapper().readTree(data);
      return event.equals("analysis") ? json.get("eventId").asText() : event + " " + data;
    }

    private String read(String field) throws IOException {
      String line = lines.readLine();
      while (!line.startsWith(field)) {
        line = lines.readLine();
      }
      return line.substring(field.length());
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
