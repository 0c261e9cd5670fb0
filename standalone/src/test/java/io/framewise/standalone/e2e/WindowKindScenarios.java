package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.Domain;
import io.framewise.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Windows that time does not make: changes of a screen, the pictures of a part, pairs. */
interface WindowKindScenarios {

  Instant SHIFT = Instant.parse("2026-01-31T06:00:00Z");

  Platform platform();

  Path directory();

  @Test
  default void shouldAskOfChangesPartsAndPairs() throws Exception {
    try (Installation installation = new Installation(platform(), "kinds", directory(), kinds());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      installation.startModel();
      Api api = new Api(installation.startStreams().apiPort());
      installation.startConnectors();
      desk(sender);
      belt(sender);

      Patience.untilAsserted(() -> requireAccounts(api));
      // The ledgers are read as they are written, events once they are committed.
      String topic = installation.topics().events().name();
      Patience.untilAsserted(() -> assertThat(reader.all(topic)).hasSize(5));
      List<GenericRecord> events = reader.allDecoded(topic);
      assertThat(of("desk", events))
          .containsExactlyInAnyOrder(
              tuple("", "IDLE", List.of("first", "same"), Map.of()),
              tuple("", "IDLE", List.of("dialog"), Map.of()));
      assertThat(of("belt", events))
          .containsExactly(
              tuple("p-1", "COMPLETE", List.of("golden", "p-1"), Map.of("part", "17")));
      assertThat(of("welds", events))
          .extracting(tuple -> tuple.toList().get(0), tuple -> tuple.toList().get(3))
          .containsExactlyInAnyOrder(
              tuple("A", Map.of("part", "A", "line", "north")),
              tuple("B", Map.of("part", "B", "line", "north")));
      assertThat(events).allMatch(event -> event.get("status").toString().equals("ANSWERED"));
    }
  }

  private static void requireAccounts(Api api) throws IOException, InterruptedException {
    for (String source : List.of("desk", "belt", "welds")) {
      api.source(source).requireSettled();
      api.source(source).requireBalance();
    }
    assertThat(api.source("desk").frames("received")).isEqualTo(4);
    assertThat(api.source("desk").frames("unmatched")).isEqualTo(1);
    assertThat(api.source("belt").frames("received")).isEqualTo(2);
    assertThat(api.source("belt").frames("unmatched")).isEqualTo(1);
    assertThat(api.source("welds").frames("windowed")).isEqualTo(4);
  }

  private static void desk(Sender sender) throws Exception {
    byte[] desktop = Pictures.png(96, 64);
    byte[] dialog = Pictures.jpeg(96, 64);
    sender.frame(Domain.SCREEN, "desk", "first", SHIFT, Map.of(), desktop);
    sender.frame(Domain.SCREEN, "desk", "same", SHIFT.plusMillis(700), Map.of(), desktop);
    sender.frame(Domain.SCREEN, "desk", "still", SHIFT.plusMillis(1200), Map.of(), desktop);
    sender.frame(Domain.SCREEN, "desk", "dialog", SHIFT.plusMillis(1400), Map.of(), dialog);
  }

  private static void belt(Sender sender) throws Exception {
    byte[] picture = Pictures.jpeg(96, 64);
    sender.frame(Domain.INSPECTION, "belt", "golden", SHIFT, Map.of("reference", "true"), picture);
    sender.frame(
        Domain.INSPECTION, "belt", "p-1", SHIFT.plusMillis(500), Map.of("part", "17"), picture);
  }

  /** Subject, what closed the window, frames and attributes of a source's events. */
  private static List<Tuple> of(String source, List<GenericRecord> events) {
    return events.stream()
        .filter(event -> event.get("sourceId").toString().equals(source))
        .map(
            event -> {
              GenericRecord window = (GenericRecord) event.get("window");
              return tuple(
                  window.get("subject").toString(),
                  window.get("closedBy").toString(),
                  frames(event),
                  attributes(event));
            })
        .toList();
  }

  private static List<String> frames(GenericRecord event) {
    return ((List<?>) event.get("frames"))
        .stream().map(frame -> ((GenericRecord) frame).get("frameId").toString()).toList();
  }

  private static Map<String, String> attributes(GenericRecord event) {
    Map<String, String> attributes = new TreeMap<>();
    ((Map<?, ?>) event.get("attributes"))
        .forEach((name, value) -> attributes.put(name.toString(), value.toString()));
    return attributes;
  }

  private String kinds() throws IOException {
    Path pictures = Files.createDirectories(directory().resolve("welds"));
    for (String name : List.of("A-1.png", "B-1.png", "A-2.png", "B-2.png")) {
      Files.write(pictures.resolve(name), Pictures.png(96, 64));
    }
    return """
        connectors:
          sources:
            welds:
              kind: folder
              path: %s
              domain: inspection
              max-rate: 0
              poll-interval: 200ms
              attributes: {line: north}
              name-pattern: "(?<part>[A-Z])-[0-9]+"
        streams:
          max-open-requests: 100
          question-sets:
            dialogs:
              domain: screen
              windows: change
              window-size: 1s
              frames: 2
              idle: 1s
              deadline: 60s
              questions: {dialog: {text: "Is a dialog open?", answer: yes_no}}
            like-reference:
              domain: inspection
              sources: [belt]
              windows: pair
              deadline: 60s
              questions: {same: {text: "Do both look the same?", answer: yes_no}}
            seams:
              domain: inspection
              sources: [welds]
              windows: part
              frames: 2
              window-size: 1m
              idle: 30s
              deadline: 60s
              questions: {seam: {text: "Is a seam broken?", answer: yes_no}}
        """
        .formatted(pictures);
  }
}
