package io.framewise.connectors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.testing.Pictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markers that say that a picture is ready, and sidecars that say more of it. */
final class FolderBesideTest extends FolderSourceRun {

  private static final Instant TAKEN = Instant.parse("2026-11-20T08:15:00.250Z");

  private void writeText(String name, String text, Instant modified) {
    write(name, text.getBytes(StandardCharsets.UTF_8), modified);
  }

  private String refusal() {
    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.refusals())
        .singleElement()
        .extracting(RefusedPicture::category, RefusedPicture::origin)
        .containsExactly("bad-sidecar", "1.jpg");
    return sink.refusals().get(0).message();
  }

  @Test
  void shouldReadAPictureOnceItsMarkerLiesBesideIt() {
    byte[] picture = Pictures.of("jpg", Color.RED);
    write("1.jpg", Arrays.copyOf(picture, picture.length / 2), LONG_AGO);
    writeText("2.jpg.done", "", LONG_AGO);

    run(
        List.of(
            Polled.nothing(),
            () -> {
              assertThat(sink.pictures()).isEmpty();
              write("1.jpg", picture, NOW);
              writeText("1.jpg.done", "", NOW);
            },
            () -> assertThat(sink.pictures()).hasSize(1)),
        "ready-marker",
        ".done");

    assertThat(names(sink.pictures())).containsExactly("1.jpg");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldTellOfPicturesThatHaveLongWaitedForWhatTheyNeed() {
    writeGood("1.jpg");
    write("2.jpg", Pictures.of("jpg", Color.RED), NOW.minusSeconds(5));

    run(List.of(Polled.nothing()), "ready-marker", ".tmp", "sidecar", "true");

    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.notes())
        .containsExactly("has pictures without the marker .tmp or a sidecar .json: 1.jpg");
  }

  @Test
  void shouldSayOfAPictureWhatItsSidecarSays() {
    writeGood("p7_1.jpg");
    writeText(
        "p7_1.JSON",
        "{\"part\": \"p8\", \"torque\": 1.50, \"ok\": true, \"note\": null, \"file\": \"x\","
            + " \"capturedAt\": \""
            + TAKEN
            + "\"}",
        LONG_AGO);

    run(
        List.of(),
        "sidecar",
        "true",
        "name-pattern",
        "(?<part>[^_]+)_(?<batch>.+)",
        "attributes.line",
        "north");

    assertThat(sink.pictures()).hasSize(1);
    assertThat(sink.pictures().get(0).capturedAt()).isEqualTo(TAKEN);
    assertThat(sink.pictures().get(0).attributes())
        .isEqualTo(
            Map.of(
                "line",
                "north",
                "part",
                "p8",
                "batch",
                "1",
                "torque",
                "1.50",
                "ok",
                "true",
                "file",
                "p7_1.jpg"));
  }

  @Test
  void shouldGiveAPictureWithATimeOfItsOwnTheSameIdInEachRun() {
    writeGood("1.jpg");
    writeText("1.json", "{\"captured-at\": " + TAKEN.toEpochMilli() + "}", LONG_AGO);

    run(List.of(), "sidecar", "true");
    writeGood("0.jpg"); // Comes first in the next run.
    writeText("0.json", "{}", LONG_AGO);
    run(List.of(), "sidecar", "true");

    assertThat(names(sink.pictures())).containsExactly("1.jpg", "0.jpg", "1.jpg");
    assertThat(sink.pictures().get(2).capturedAt()).isEqualTo(TAKEN);
    assertThat(sink.pictures().get(2).frameId()).isEqualTo(sink.pictures().get(0).frameId());
  }

  @Test
  void shouldWaitForASidecarThatComesLaterOrIsBeingWritten() {
    writeGood("1.jpg");

    run(
        List.of(
            Polled.nothing(),
            () -> writeText("1.json", "{\"part\":", NOW),
            () -> writeText("1.json", "{\"part\": \"7", NOW),
            Polled.nothing(),
            () -> writeText("1.json", "{\"part\": \"7\"}", NOW.plusMillis(1)),
            Polled.nothing()),
        "sidecar",
        "true");

    assertThat(sink.refusals()).isEmpty();
    assertThat(sink.pictures())
        .singleElement()
        .satisfies(picture -> assertThat(picture.attributes()).containsEntry("part", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "[1] | is no object of JSON",
        "{\"box\": {\"x\": 1}} | must be flat: box is neither text nor number nor boolean",
        "{\"a\": [1]} | must be flat: a is neither",
        "{\"a\": 1, \"a\": 2} | is no JSON: Duplicate",
        "{\"a\": 1 | is no JSON: Unexpected end",
        "{\"a\": 1} x | is no JSON: Unrecognized",
        "{\"a\": 1} {} | goes on behind its object",
        "{\"\": 1} | has a key that is not 1 to 64 characters",
        "{\"a\": \"\\u0007\"} | must have plain values of at most 256 characters, a is none",
        "{\"capturedAt\": 1764558898} | has no time: the frame claims to be from before 1971",
        "{\"capturedAt\": \"yesterday\"} | has no time: capturedAt is neither ISO 8601",
        "{\"capturedAt\": 1764558898000, \"captured-at\": 1764558898000} | says twice when"
      })
  void shouldRefuseAPictureWhoseSidecarCannotBeUsed(String text, String why) {
    writeGood("1.jpg");
    writeText("1.json", text, LONG_AGO);

    run(List.of(Polled.nothing()), "sidecar", "true");

    assertThat(refusal()).startsWith("1.jpg: its sidecar " + why);
  }

  @Test
  void shouldBoundWhatASidecarSays() {
    String many =
        IntStream.range(0, Sidecar.MOST_KEYS + 1)
            .mapToObj(i -> "\"k" + i + "\": 1")
            .collect(Collectors.joining(",", "{", "}"));
    writeGood("keys.jpg");
    writeText("keys.json", many, LONG_AGO);
    writeGood("large.jpg");
    writeText("large.json", "{}" + " ".repeat(Sidecar.MOST_BYTES), LONG_AGO);
    writeGood("value.jpg");
    writeText("value.json", "{\"a\": \"" + "x".repeat(257) + "\"}", LONG_AGO);
    writeGood("number.jpg");
    writeText("number.json", "{\"a\": " + "9".repeat(50_000) + "}", LONG_AGO);

    run(List.of(Polled.nothing()), "sidecar", "true");

    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.refusals())
        .extracting(RefusedPicture::origin)
        .containsExactly("keys.jpg", "large.jpg", "number.jpg", "value.jpg");
    assertThat(sink.refusals()).allMatch(refused -> refused.message().length() < 300);
  }

  @Test
  void shouldFollowNoLinkInThePlaceOfASidecar(@TempDir Path outside)
      throws IOException, InterruptedException {
    Path secret = Files.writeString(outside.resolve("secret"), "{\"a\": \"b\"}");
    Path link = Files.createSymbolicLink(folder.resolve("1.json"), secret);
    writeGood("1.jpg");
    FoundFile picture =
        new FoundFile(
            folder.resolve("1.jpg"),
            FileStamp.of(folder.resolve("1.jpg")),
            Optional.empty(),
            Optional.of(new FoundFile(link, FileStamp.of(link))));

    assertThat(PictureFile.read("1.jpg", picture))
        .isInstanceOfSatisfying(
            PictureFile.Result.Bad.class,
            bad ->
                assertThat(bad.refused().message())
                    .isEqualTo("1.jpg: its sidecar is a link or a special file"));
  }
}
