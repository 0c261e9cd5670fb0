package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.standalone.samples.SamplePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Files that are no pictures, between good ones. */
interface BadFileScenarios {

  List<String> GOOD = List.of("part-01.png", "part-02.jpg", "part-03.png", "part-04.jpg");

  Platform platform();

  Path directory();

  @Test
  default void shouldRefuseBadFilesAndAnswerTheGoodOnesBetweenThem() throws Exception {
    Path pictures = directory().resolve("mixed");
    fill(pictures);
    assertThat(Runtime.getRuntime().maxMemory())
        .as("the heap, which cannot hold the decoded bomb")
        .isLessThan(3L * BadPictures.BOMB_SIDE * BadPictures.BOMB_SIDE);

    try (Installation installation =
            new Installation(platform(), "mixed", directory(), yaml(pictures));
        ForeignReader reader = new ForeignReader(platform())) {
      installation.startModel();
      Api api = new Api(installation.startStreams().apiPort());
      installation.startConnectors();
      Patience.untilAsserted(
          () -> {
            SourceAccount parts = api.source("parts");
            assertThat(parts.connector("captured")).isEqualTo(8);
            assertThat(parts.connector("deadLettered")).isEqualTo(4);
            assertThat(parts.frames("received")).isEqualTo(4);
            parts.requireSettled();
            parts.requireBalanceWithConnector();
            assertThat(reader.allDecoded(installation.topics().events().name()))
                .extracting(event -> event.get("status").toString())
                .containsExactly("ANSWERED", "ANSWERED", "ANSWERED", "ANSWERED");
            requireLetters(reader.allDecoded(installation.topics().deadLetters().name()));
          });
    }
  }

  private static void requireLetters(List<GenericRecord> letters) {
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.get("stage")).hasToString("CONNECTOR");
              assertThat(letter.get("sourceId")).hasToString("parts");
            })
        .extracting(
            letter -> letter.get("origin").toString(),
            letter -> letter.get("category").toString(),
            letter -> letter.get("message").toString())
        .containsExactlyInAnyOrder(
            tuple("zero.png", "empty-file", "zero.png: there are no bytes"),
            tuple(
                "text.png",
                "not-an-image",
                "text.png: the bytes are none of JPEG, PNG, WebP, BMP and TIFF"),
            tuple("cut.jpg", "truncated-image", "cut.jpg: the JPEG is damaged or cut off"),
            tuple(
                "bomb.png",
                "too-many-pixels",
                "bomb.png: 20000 x 20000 pixels, at most 33177600 pixels and 16384 a side are decoded"));
  }

  private void fill(Path pictures) throws IOException {
    Path samples = directory().resolve("mixed-samples");
    SamplePictures.PARTS.render(samples);
    Files.createDirectories(pictures);
    for (String name : GOOD) {
      Files.copy(samples.resolve(name), pictures.resolve(name));
    }
    BadPictures.cutOff(samples.resolve("part-02.jpg"), pictures.resolve("cut.jpg"));
    Files.writeString(pictures.resolve("text.png"), "This is a text.");
    Files.createFile(pictures.resolve("zero.png"));
    BadPictures.bomb(pictures.resolve("bomb.png"));
  }

  private static String yaml(Path pictures) {
    return """
        connectors:
          publisher:
            status-interval: 300ms
          sources:
            parts: {kind: folder, path: %s, domain: inspection, max-rate: 4, poll-interval: 200ms}
        streams:
          question-sets:
            quality:
              domain: inspection
              window-size: 200ms
              frames: 1
              idle: 1s
              deadline: 60s
              questions:
                usable: {text: "Can the part be used?", answer: yes_no}
        """
        .formatted(pictures);
  }
}
