package io.framewise.connectors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.testing.AcknowledgingSink;
import io.framewise.connectors.testing.Pictures;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are moved away once Kafka has what was read of them. */
final class FolderMovesTest extends FolderSourceRun {

  @TempDir Path elsewhere;
  private final AcknowledgingSink kafka = new AcknowledgingSink();

  private void runWith(List<Polled> polls, String... settings) {
    List<Polled> left = new ArrayList<>(polls);
    Pacer.Sleeper sleeper =
        span -> {
          if (left.isEmpty()) {
            throw new InterruptedException("no more polls");
          }
          left.remove(0).act();
        };
    runUntilStopped(kafka, sleeper, settings);
  }

  private static List<String> filesIn(Path in) {
    try (Stream<Path> files = Files.walk(in)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> in.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeText(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8), LONG_AGO);
  }

  @Test
  void shouldMoveAFileNotBeforeItsPictureOrDeadLetterHasArrived() {
    writeGood("1.jpg");
    writeText("2.png", "no picture");

    runWith(
        List.of(
            () -> assertThat(filesIn(folder)).containsExactly("1.jpg", "2.png"),
            kafka::acknowledge,
            () -> {
              assertThat(filesIn(folder)).isEmpty();
              assertThat(filesIn(elsewhere)).containsExactly("1.jpg", "2.png");
            }),
        "moved-to",
        elsewhere.toString());

    assertThat(names(kafka.pictures())).containsExactly("1.jpg");
    assertThat(kafka.refusals()).hasSize(1);
  }

  @Test
  void shouldLeaveAFileWhosePictureKafkaDoesNotHave() {
    writeGood("1.jpg");

    runWith(List.of(kafka::lose, Polled.nothing()), "moved-to", elsewhere.toString());

    assertThat(filesIn(folder)).containsExactly("1.jpg");
    assertThat(kafka.pictures()).hasSize(1);
  }

  @Test
  void shouldMoveWhatArrivesWhileTheSourceStops() {
    writeGood("1.jpg");
    Pacer.Sleeper stopping =
        span -> {
          kafka.acknowledge();
          throw new InterruptedException("stopped");
        };

    runUntilStopped(kafka, stopping, "moved-to", elsewhere.toString());

    assertThat(filesIn(elsewhere)).containsExactly("1.jpg");
  }

  @Test
  void shouldWriteNothingOverAndReadAnotherFileOfTheSameName() throws IOException {
    Files.writeString(elsewhere.resolve("1.jpg"), "mine");
    Polled next =
        () -> {
          kafka.acknowledge();
          write("1.jpg", Pictures.of("jpg", Color.PINK), LONG_AGO.plusSeconds(1));
        };
    writeGood("1.jpg");

    runWith(
        List.of(
            kafka::acknowledge,
            () -> writeGood("1.jpg"), // The very same, once more.
            next,
            Polled.nothing(),
            kafka::acknowledge,
            Polled.nothing()),
        "moved-to",
        elsewhere.toString());

    assertThat(elsewhere.resolve("1.jpg")).hasContent("mine");
    assertThat(filesIn(elsewhere)).contains("1-2.jpg", "1-3.jpg");
    assertThat(Files.readAllBytes(elsewhere.resolve("1-3.jpg")))
        .isEqualTo(Pictures.of("jpg", Color.PINK));
  }

  @Test
  void shouldNumberFilesThatComeUnderOneNameAgainAndAgain() {
    for (int i = 0; i < 12; i++) {
      writeGood("latest.jpg");
      runWith(List.of(kafka::acknowledge, Polled.nothing()), "moved-to", elsewhere.toString());
    }

    assertThat(filesIn(elsewhere))
        .hasSize(12)
        .contains("latest.jpg", "latest-9.jpg", "latest-" + LONG_AGO.toEpochMilli() + ".jpg");
  }

  @Test
  void shouldReadNothingInTheFolderThatItMovesTo() {
    writeGood("1.jpg");
    folder.resolve("line").toFile().mkdir();
    writeGood("line/2.jpg");

    runWith(
        List.of(kafka::acknowledge, Polled.nothing(), Polled.nothing()),
        "moved-to",
        "read",
        "recursive",
        "true");

    assertThat(filesIn(folder)).containsExactly("read/1.jpg", "read/line/2.jpg");
    assertThat(kafka.pictures()).hasSize(2);
    assertThat(kafka.notes()).isEmpty();
  }

  @Test
  void shouldTakeWhatLiesBesideAPictureAlong() throws IOException {
    Files.writeString(elsewhere.resolve("1.json"), "mine");
    writeGood("1.jpg");
    writeText("1.json", "{}");
    writeText("1.jpg.done", "");

    runWith(
        List.of(kafka::acknowledge, Polled.nothing()),
        "moved-to",
        elsewhere.toString(),
        "sidecar",
        "true",
        "ready-marker",
        ".done");

    assertThat(filesIn(folder)).isEmpty();
    assertThat(filesIn(elsewhere)).containsExactly("1-2.jpg", "1-2.jpg.done", "1-2.json", "1.json");
  }

  @Test
  void shouldSayThatItCannotMoveAndGoOnReading() throws IOException {
    Path noFolder = Files.writeString(elsewhere.resolve("taken"), "a file");
    writeGood("1.jpg");
    writeGood("2.jpg");

    runWith(
        List.of(
            kafka::acknowledge,
            () -> writeGood("3.jpg"),
            () -> {
              assertThat(kafka.notes())
                  .last()
                  .isEqualTo(
                      "keeps files that should go to taken: it is a link or no folder; it is tried again");
              assertThat(noFolder.toFile().delete()).isTrue();
              kafka.acknowledge();
            },
            Polled.nothing()),
        "moved-to",
        noFolder.toString());

    assertThat(names(kafka.pictures())).containsExactly("1.jpg", "2.jpg", "3.jpg");
    assertThat(filesIn(noFolder)).containsExactly("1.jpg", "2.jpg", "3.jpg");
    assertThat(kafka.notes()).last().isEqualTo("");
  }

  @Test
  void shouldFollowNoLinkThatLeadsElsewhere() throws IOException {
    Files.createSymbolicLink(folder.resolve("read"), elsewhere);
    writeGood("1.jpg");

    runWith(List.of(kafka::acknowledge, Polled.nothing()), "moved-to", "read");

    assertThat(filesIn(elsewhere)).isEmpty();
    assertThat(filesIn(folder)).containsExactly("1.jpg");
  }

  @Test
  void shouldLeaveAFileThatWasReplacedSinceItWasRead() {
    writeGood("1.jpg");
    byte[] next = Pictures.of("jpg", Color.PINK);

    runWith(
        List.of(
            () -> write("1.jpg", next, LONG_AGO.plusSeconds(9)),
            kafka::acknowledgeFirst,
            Polled.nothing()),
        "moved-to",
        elsewhere.toString());

    assertThat(kafka.pictures()).hasSize(2);
    assertThat(filesIn(folder)).containsExactly("1.jpg");
    assertThat(filesIn(elsewhere)).isEmpty();
  }
}
