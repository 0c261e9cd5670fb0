package io.framewise.connectors.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.image.ImageFormat;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FolderSourceTest extends FolderSourceRun {

  private void writeTheFourBadOnes() {
    byte[] jpeg = Pictures.of("jpg", Color.RED);
    write("b-cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), LONG_AGO);
    write("c-text.png", "not a picture\n".getBytes(StandardCharsets.UTF_8), LONG_AGO);
    write("d-empty.jpg", new byte[0], LONG_AGO);
    write("e-bomb.png", Pictures.bomb(20_000), LONG_AGO);
  }

  @Test
  void shouldDeliverFilesInOrderOfNamesWithTheirOwnBytes() {
    byte[] png = Pictures.of("png", Color.GREEN);
    write("2.jpg", png, LONG_AGO);
    writeGood("1.jpg");
    writeGood("10.jpg");

    run(List.of());

    assertThat(names(sink.pictures())).containsExactly("1.jpg", "10.jpg", "2.jpg");
    CapturedImage misnamed = sink.pictures().get(2);
    assertThat(misnamed.format()).isEqualTo(ImageFormat.PNG);
    assertThat(misnamed.bytes()).isEqualTo(ByteBuffer.wrap(png));
    assertThat(misnamed.width()).isEqualTo(64);
    assertThat(misnamed.height()).isEqualTo(48);
    assertThat(misnamed.capturedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldSayOfAPictureWhatTheSettingsAndItsNameSay() {
    writeGood("17_batch-4.jpg");
    writeGood("golden.jpg");

    run(
        List.of(),
        "attributes.line",
        "north",
        "attributes.batch",
        "unknown",
        "name-pattern",
        "(?<part>\\d+)_(?<batch>.+)");

    assertThat(sink.pictures())
        .extracting(CapturedImage::attributes)
        .containsExactly(
            Map.of("line", "north", "part", "17", "batch", "batch-4", "file", "17_batch-4.jpg"),
            Map.of("line", "north", "batch", "unknown", "file", "golden.jpg"));
  }

  @Test
  void shouldRefuseEachBadFileOnceAndGoOn() {
    writeTheFourBadOnes();
    writeGood("a.jpg");
    writeGood("f.jpg");

    run(List.of(Polled.nothing(), Polled.nothing()));

    assertThat(names(sink.pictures())).containsExactly("a.jpg", "f.jpg");
    assertThat(sink.refusals())
        .extracting(RefusedPicture::origin, RefusedPicture::category)
        .containsExactly(
            tuple("b-cut.jpg", "truncated-image"),
            tuple("c-text.png", "not-an-image"),
            tuple("d-empty.jpg", "empty-file"),
            tuple("e-bomb.png", "too-many-pixels"));
  }

  @Test
  void shouldSayInARefusalWhatIsWrongAndKeepTheFirstBytes() {
    byte[] bomb = Pictures.bomb(20_000);
    write("bomb.png", bomb, LONG_AGO);
    byte[] longText = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    write("long.png", longText, LONG_AGO);

    run(List.of());

    RefusedPicture first = sink.refusals().get(0);
    assertThat(first.message()).startsWith("bomb.png: 20000 x 20000 pixels");
    assertThat(first.firstBytes()).isEqualTo(ByteBuffer.wrap(bomb));
    RefusedPicture second = sink.refusals().get(1);
    assertThat(second.firstBytes().remaining()).isEqualTo(64 * 1024);
    assertThat(second.size()).isEqualTo(100_000);
  }

  @Test
  void shouldReadNoMoreOfAHugeFileThanAPictureMayHave() throws IOException {
    Path huge = folder.resolve("huge.jpg");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    Files.setLastModifiedTime(huge, FileTime.from(LONG_AGO));

    run(List.of());

    RefusedPicture refused = sink.refusals().get(0);
    assertThat(refused.category()).isEqualTo("too-large");
    assertThat(refused.message()).startsWith("huge.jpg: 3221225472 bytes");
    assertThat(refused.size()).isEqualTo(3L << 30);
  }

  @Test
  void shouldDeliverWhatIndustrialCamerasWrite() {
    write("1.bmp", Pictures.of("bmp", Color.GREEN), LONG_AGO);
    write("2.tif", Pictures.of("tiff", Color.GREEN), LONG_AGO);

    run(List.of());

    assertThat(sink.refusals()).isEmpty();
    assertThat(sink.pictures())
        .extracting(CapturedImage::format)
        .containsExactly(ImageFormat.BMP, ImageFormat.TIFF);
  }

  @Test
  void shouldGiveThePicturesOfATurnedCameraTheSizeThatTheyHaveUpright() throws IOException {
    for (String kind : List.of("jpg", "png", "webp", "tif")) {
      try (InputStream turned = getClass().getResourceAsStream("/pictures/turned-6." + kind)) {
        write("1." + kind, turned.readAllBytes(), LONG_AGO);
      }
    }

    run(List.of());

    assertThat(sink.refusals()).isEmpty();
    assertThat(sink.pictures()).hasSize(4);
    assertThat(sink.pictures()).extracting(CapturedImage::width).containsOnly(29);
    assertThat(sink.pictures()).extracting(CapturedImage::height).containsOnly(43);
  }

  @Test
  void shouldDeliverAFileThatAppearsLater() {
    writeGood("1.jpg");

    run(List.of(Polled.nothing(), () -> writeGood("0.jpg")));

    assertThat(names(sink.pictures())).containsExactly("1.jpg", "0.jpg");
  }

  @Test
  void shouldNotReadAFileWhileItIsBeingWritten() {
    byte[] picture = Pictures.of("jpg", Color.RED);
    byte[] half = Arrays.copyOf(picture, picture.length / 2);

    run(
        List.of(
            () -> write("new.jpg", half, NOW),
            () -> write("new.jpg", picture, NOW),
            Polled.nothing()));

    assertThat(sink.refusals()).isEmpty();
    assertThat(names(sink.pictures())).containsExactly("new.jpg");
  }

  @Test
  void shouldDeliverAFileAgainWhenItWasReplaced() {
    writeGood("latest.jpg");
    byte[] next = Pictures.of("jpg", Color.PINK);

    run(List.of(() -> write("latest.jpg", next, LONG_AGO.plusSeconds(60))));

    assertThat(sink.pictures()).hasSize(2);
    assertThat(sink.pictures().get(1).bytes()).isEqualTo(ByteBuffer.wrap(next));
  }

  @Test
  void shouldPassOverHiddenUnfinishedAndNestedFilesAndRefuseLinks() throws IOException {
    writeGood(".hidden.jpg");
    writeGood("unfinished.jpg.part");
    writeGood("unfinished.tmp");
    Files.createDirectory(folder.resolve("sub"));
    writeGood("sub/nested.jpg");
    Path outside = Files.createTempFile("outside", ".jpg");
    Files.write(outside, Pictures.of("jpg", Color.RED));
    Files.createSymbolicLink(folder.resolve("link.jpg"), outside);

    run(List.of(Polled.nothing(), Polled.nothing()));

    assertThat(sink.pictures()).isEmpty();
    assertThat(sink.refusals())
        .singleElement()
        .extracting(RefusedPicture::message)
        .isEqualTo("link.jpg: it is a link or a special file");
    Files.delete(outside);
  }

  @Test
  void shouldRepeatGoodFilesButNoRefusalWhenItLoops() {
    writeTheFourBadOnes();
    writeGood("a.jpg");
    writeGood("f.jpg");
    RecordingSink looped = new RecordingSink(6);

    runUntilStopped(looped, span -> {}, "loop", "true");

    assertThat(names(looped.pictures()))
        .containsExactly("a.jpg", "f.jpg", "a.jpg", "f.jpg", "a.jpg", "f.jpg");
    assertThat(looped.pictures()).extracting(CapturedImage::frameId).doesNotHaveDuplicates();
    assertThat(looped.refusals()).hasSize(4);
  }

  @Test
  void shouldNameAndDateAPictureByItsFileWhenToldTo() {
    writeGood("1.jpg");

    run(List.of(), "captured-at", "modified");
    run(List.of(), "captured-at", "modified");

    assertThat(sink.pictures()).extracting(CapturedImage::capturedAt).containsOnly(LONG_AGO);
    assertThat(sink.pictures().get(0).frameId()).isEqualTo(sink.pictures().get(1).frameId());
  }

  @Test
  void shouldPaceByWaitingAndLeaveNothingOut() {
    writeGood("1.jpg");
    writeGood("2.jpg");
    List<Duration> waits = new ArrayList<>();
    Pacer.Sleeper sleeper =
        span -> {
          waits.add(span);
          if (waits.size() == 3) {
            throw new InterruptedException("enough");
          }
        };
    FolderSource source =
        new FolderSource(
            "station", Settings.source("folder", folder, "max-rate", "4"), CLOCK, sleeper);

    assertThatThrownBy(() -> source.run(sink)).isInstanceOf(InterruptedException.class);

    assertThat(sink.pictures()).hasSize(2);
    assertThat(waits)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofSeconds(1));
  }
}
