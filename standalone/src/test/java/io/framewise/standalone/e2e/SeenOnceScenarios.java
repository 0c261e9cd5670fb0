package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.contract.avro.Domain;
import io.framewise.testing.Pictures;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Windows overlap and scenes stand still: the model looks at each picture once. */
interface SeenOnceScenarios {

  Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  int FRAMES = 48;
  int FRAME_EVERY_MS = 500;

  Platform platform();

  Path directory();

  @Test
  default void shouldLookOnceAtFramesOfTwoWindowsAndAtAStillScene() throws Exception {
    try (Installation installation =
            new Installation(platform(), "once", directory(), overlapping());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      installation.startModel();
      Api api = new Api(installation.startStreams().apiPort());
      for (int i = 0; i < FRAMES; i++) {
        send(sender, "moving", i, Pictures.jpeg(96, 64, new Color(5 * i, 255 - 5 * i, 0)));
        send(sender, "still", i, Pictures.jpeg(96, 64, Color.GRAY));
      }

      Patience.untilAsserted(
          () -> {
            for (String source : List.of("moving", "still")) {
              api.source(source).requireSettled();
              assertThat(api.source(source).frames("received")).isEqualTo(FRAMES);
            }
          });
      // The ledgers are read as they are written, events once they are committed.
      String topic = installation.topics().events().name();
      int windows =
          (int) (api.source("moving").endedWindows() + api.source("still").endedWindows());
      Patience.untilAsserted(() -> assertThat(reader.all(topic)).hasSize(windows));
      List<GenericRecord> events = reader.allDecoded(topic);
      // Each frame lies in two windows.
      assertThat(looked(events, "moving")).isEqualTo(2 * FRAMES);
      assertThat(cached(events, "moving")).isEqualTo(FRAMES);
      assertThat(looked(events, "still")).isEqualTo(2 * FRAMES);
      assertThat(cached(events, "still")).isEqualTo(2 * FRAMES - 1);
      JsonNode latest = api.json("/v1/sources/still/latest").at("/events/0");
      assertThat(latest.at("/usage/cachedPictures").asInt()).isEqualTo(latest.get("frames").size());
    }
  }

  private static void send(Sender sender, String source, int number, byte[] picture)
      throws Exception {
    Instant captured = NOON.plusMillis(FRAME_EVERY_MS / 2 + number * FRAME_EVERY_MS);
    sender.frame(Domain.VIDEO, source, source + "-" + number, captured, Map.of(), picture);
  }

  private static int looked(List<GenericRecord> events, String source) {
    return of(events, source).stream()
        .mapToInt(event -> ((List<?>) event.get("frames")).size())
        .sum();
  }

  private static int cached(List<GenericRecord> events, String source) {
    return of(events, source).stream()
        .mapToInt(event -> (Integer) ((GenericRecord) event.get("usage")).get("cachedPictures"))
        .sum();
  }

  private static List<GenericRecord> of(List<GenericRecord> events, String source) {
    return events.stream()
        .filter(event -> event.get("sourceId").toString().equals(source))
        .toList();
  }

  private static String overlapping() {
    return """
        streams:
          max-open-requests: 100
          question-sets:
            doors:
              domain: video
              window-size: 4s
              window-hop: 2s
              frames: 8
              idle: 2s
              deadline: 5m
              questions: {open: {text: "Is the door open?", answer: yes_no}}
        """;
  }
}
