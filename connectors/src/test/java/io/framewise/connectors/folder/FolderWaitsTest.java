package io.framewise.connectors.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.image.Decoders;
import io.framewise.platform.image.ImageDecoder;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are away, files that come and go, and names that are no pictures. */
final class FolderWaitsTest extends FolderSourceRun {

  private void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldWaitForAFolderThatIsAwayAndReadNothingTwice() throws IOException {
    Path share = Files.createDirectory(folder.resolve("share"));
    Path away = folder.resolve("away");
    writeGood("share/1.jpg");
    folder = share;

    run(
        List.of(
            () -> move(share, away),
            Polled.nothing(),
            () -> {
              assertThat(sink.waits())
                  .containsExactly(
                      "the folder share cannot be read: it is not there; it is tried again");
              move(away, share);
              writeGood("2.jpg");
            },
            Polled.nothing()));

    assertThat(names(sink.pictures())).containsExactly("1.jpg", "2.jpg");
    assertThat(sink.timesOpened()).isGreaterThan(1);
  }

  @Test
  void shouldReadNothingTwiceWhenAFolderWasEmptyForAWhile() throws IOException {
    Path share = Files.createDirectory(folder.resolve("share"));
    Path away = folder.resolve("away");
    writeGood("share/1.jpg");
    folder = share;

    run(
        List.of(
            () -> {
              move(share, away);
              move(emptyFolder(), share);
            },
            () -> {
              move(share, folder.resolveSibling("old"));
              move(away, share);
            },
            Polled.nothing()));

    assertThat(names(sink.pictures())).containsExactly("1.jpg");
  }

  private Path emptyFolder() {
    try {
      return Files.createTempDirectory(folder.getParent(), "empty");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldReadSubfoldersWhenToldTo() throws IOException {
    Files.createDirectories(folder.resolve("b/deep"));
    Files.createDirectory(folder.resolve(".git"));
    writeGood("a.jpg");
    writeGood("b/x_1.jpg");
    writeGood("b/deep/x_2.jpg");
    writeGood(".git/c.jpg");

    run(List.of(), "recursive", "true", "name-pattern", "x_(?<part>.+)");

    assertThat(names(sink.pictures())).containsExactly("a.jpg", "b/deep/x_2.jpg", "b/x_1.jpg");
    assertThat(sink.pictures().get(1).attributes()).containsEntry("part", "2");
    assertThat(sink.notes()).isEmpty();
  }

  @Test
  void shouldSayWhichSubfoldersItPassesOver() throws IOException {
    Files.createDirectory(folder.resolve("north"));
    Files.createDirectory(folder.resolve(".thumbnails"));
    writeGood("north/1.jpg");

    run(List.of(Polled.nothing()));

    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.notes())
        .containsExactly("passes over the subfolder north; recursive: true reads such too");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "a.jpg.part",
        "a.jpg.filepart",
        "a.TMP",
        "a.jpg.crdownload",
        "a.jpg~",
        "~$a.jpg"
      })
  void shouldPassOverWhatIsNotMeantToBeAPicture(String name) {
    writeGood(name);

    run(List.of(Polled.nothing()));

    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldDeliverFilesWhoseNamesAreNotUtf8() throws Exception {
    writeGood("plain.jpg");
    // The shell writes bytes that no string of Java's stands for.
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                "for name in $'b\\xfcro' $'b\\xc3\\xbcro' b%FCro 100% a%20b; do cp plain.jpg $name.jpg; done")
            .directory(folder.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
      }
    }

    run(List.of(Polled.nothing()));

    assertThat(names(sink.pictures()))
        .containsExactlyInAnyOrder(
            "plain.jpg", "b\u00FCro.jpg", "b%FCro.jpg", "b%25FCro.jpg", "100%.jpg", "a%20b.jpg");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldNotReadAFileThatIsBeingWrittenWhenThereIsNoPauseBetweenTwoLooks() {
    byte[] picture = Pictures.of("jpg", Color.RED);
    byte[] half = Arrays.copyOf(picture, picture.length / 2);
    RecordingSink busy =
        new RecordingSink() {
          @Override
          public void picture(CapturedImage image) throws InterruptedException {
            super.picture(image);
            if (pictures().size() == 1) {
              write("z-new.jpg", half, NOW);
            } else if (pictures().size() < 6) {
              // Always another good picture, so that the source never rests.
              writeGood("good-" + pictures().size() + ".jpg");
            }
          }
        };
    writeGood("a.jpg");
    writeGood("b.jpg");
    List<Integer> rests = new ArrayList<>();

    runUntilStopped(
        busy,
        span -> {
          rests.add(busy.refusals().size());
          throw new InterruptedException("rests");
        });

    assertThat(rests).containsExactly(0);
    assertThat(busy.pictures()).hasSize(6);
  }

  @Test
  void shouldGiveAFileThatLooksCutOffSomeTimeWhenItIsYoung() {
    byte[] picture = Pictures.of("jpg", Color.RED);
    byte[] half = Arrays.copyOf(picture, picture.length / 2);
    Instant twoSecondsAgo = NOW.minusSeconds(2);
    write("slow.jpg", half, twoSecondsAgo);
    write("empty.jpg", new byte[0], twoSecondsAgo);

    run(
        List.of(
            Polled.nothing(),
            () -> {
              write("slow.jpg", picture, twoSecondsAgo.plusMillis(1));
              write("empty.jpg", picture, twoSecondsAgo.plusMillis(1));
            },
            Polled.nothing()));

    assertThat(names(sink.pictures())).containsExactly("empty.jpg", "slow.jpg");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldRefuseAYoungFileThatStaysCutOff() {
    byte[] picture = Pictures.of("jpg", Color.RED);
    write("cut.jpg", Arrays.copyOf(picture, picture.length / 2), NOW.minusSeconds(2));
    StepClock clock = new StepClock();

    runUntilStopped(sink, clock, 30, PictureFile::read);

    assertThat(sink.refusals()).extracting(RefusedPicture::origin).containsExactly("cut.jpg");
  }

  /** A clock that moves by what the source sleeps. */
  private static final class StepClock extends Clock {
    private Instant now = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private void runUntilStopped(
      RecordingSink into, StepClock clock, int sleeps, FolderSource.Reader reader) {
    List<Duration> slept = new ArrayList<>();
    Pacer.Sleeper sleeper =
        span -> {
          slept.add(span);
          clock.now = clock.now.plus(span);
          if (slept.size() == sleeps) {
            throw new InterruptedException("enough");
          }
        };
    SourceSettings settings = Settings.source("folder", folder, "max-rate", "0");
    FolderSource source =
        new FolderSource("station", settings, clock, sleeper, reader, FolderScan.Attributes.real());
    assertThatThrownBy(() -> source.run(into)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void shouldDeliverAFileThatCouldNotBeReadForAMoment() {
    writeGood("1.jpg");
    AtomicInteger attempts = new AtomicInteger();

    runUntilStopped(
        sink,
        new StepClock(),
        8,
        (name, file) ->
            attempts.incrementAndGet() < 6 ? unreadable(name) : PictureFile.read(name, file));

    assertThat(names(sink.pictures())).containsExactly("1.jpg");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldRefuseOnceWhatCannotBeReadForLongAndStillTakeItLater() {
    writeGood("1.jpg");
    AtomicInteger attempts = new AtomicInteger();

    runUntilStopped(
        sink,
        new StepClock(),
        120,
        (name, file) ->
            attempts.incrementAndGet() < 100 ? unreadable(name) : PictureFile.read(name, file));

    assertThat(sink.refusals()).hasSize(1);
    assertThat(names(sink.pictures())).containsExactly("1.jpg");
  }

  @Test
  void shouldDeliverAFileForWhichThereWasNoRoomToDecodeIt() {
    writeGood("1.jpg");
    AtomicInteger attempts = new AtomicInteger();
    ImageDecoder busy = Decoders.busy();

    runUntilStopped(
        sink,
        new StepClock(),
        120,
        (name, file) ->
            attempts.incrementAndGet() < 100
                ? PictureFile.read(name, file, busy)
                : PictureFile.read(name, file));

    assertThat(sink.refusals()).isEmpty();
    assertThat(names(sink.pictures())).containsExactly("1.jpg");
  }

  @Test
  void shouldSayThatFilesCannotBeLookedAtAndReadTheOthers() {
    for (String name : List.of("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg")) {
      writeGood(name);
    }
    Set<String> closed = new HashSet<>(Set.of("1.jpg", "2.jpg", "4.jpg", "5.jpg"));

    runOverClosed(closed, closed::clear);

    assertThat(sink.notes())
        .containsExactly(
            "4 files cannot be looked at: 1.jpg, 2.jpg, 4.jpg and others; check this process's permissions",
            "");
    assertThat(names(sink.pictures())).containsExactly("3.jpg", "1.jpg", "2.jpg", "4.jpg", "5.jpg");
  }

  @Test
  void shouldWaitForAFolderOfWhichNothingCanBeLookedAt() {
    writeGood("1.jpg");
    Set<String> closed = new HashSet<>(Set.of("1.jpg"));

    runOverClosed(closed, closed::clear);

    assertThat(sink.waits()).hasSize(1).first().asString().contains("check its permissions");
    assertThat(names(sink.pictures())).containsExactly("1.jpg");
  }

  /** As a folder does that may be listed and not entered. */
  private void runOverClosed(Set<String> closed, Runnable open) {
    FolderScan.Attributes attributes =
        entry -> {
          if (closed.contains(entry.getFileName().toString())) {
            throw new AccessDeniedException(entry.toString());
          }
          return FolderScan.Attributes.real().of(entry);
        };
    AtomicInteger sleeps = new AtomicInteger();
    Pacer.Sleeper sleeper =
        span -> {
          if (sleeps.incrementAndGet() == 3) {
            open.run();
          } else if (sleeps.get() == 6) {
            throw new InterruptedException("enough");
          }
        };
    SourceSettings settings = Settings.source("folder", folder, "max-rate", "0");
    FolderSource source =
        new FolderSource("station", settings, CLOCK, sleeper, PictureFile::read, attributes);
    assertThatThrownBy(() -> source.run(sink)).isInstanceOf(InterruptedException.class);
  }

  private static PictureFile.Result unreadable(String name) {
    return new PictureFile.Result.Unreadable(
        new RefusedPicture("not-an-image", name + ": no", name, ByteBuffer.allocate(0), 0));
  }

  @Test
  void shouldTellAFileThatCannotBeReadFromABadOne() throws InterruptedException {
    // A folder in the place of a file: what no user can read, root included.
    FoundFile file = new FoundFile(folder, new FileStamp(5, LONG_AGO, true));

    assertThat(PictureFile.read("x.jpg", file)).isInstanceOf(PictureFile.Result.Unreadable.class);
  }
}
