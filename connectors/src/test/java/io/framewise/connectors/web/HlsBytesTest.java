package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.contract.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A playlist that grows, as that of a camera does. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class HlsBytesTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(2), Framing.whole(640), 5);

  @TempDir private Path folder;
  private final WebCamera camera = WebCamera.start();
  private final AtomicInteger alive = new AtomicInteger();

  @AfterEach
  void stopCamera() {
    camera.close();
  }

  /** Segments from one number to before another, each of which holds its number. */
  private void shows(int from, int to) throws IOException {
    StringBuilder playlist = new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:1\n");
    playlist.append("#EXT-X-MEDIA-SEQUENCE:").append(from).append('\n');
    for (int number = from; number < to; number++) {
      Files.writeString(folder.resolve(number + ".ts"), "G" + number + " ");
      playlist.append("#EXTINF:1,\n").append(number).append(".ts\n");
    }
    Path written = Files.writeString(folder.resolve("new"), playlist);
    Files.move(
        written,
        folder.resolve("live.m3u8"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private HlsBytes open() throws StreamFaultException, InterruptedException {
    camera.serves(folder);
    WebTarget target =
        new WebTarget(
            Secret.of(camera.address("/hls/live.m3u8")),
            "",
            Secret.NONE,
            new AddressRule(true, false),
            Duration.ZERO);
    WebClient client = new WebClient(target, LIMITS, () -> {});
    return new HlsBytes(
        client, client.get(client.start(), Map.of()), LIMITS, alive::incrementAndGet);
  }

  private static String segment(HlsBytes bytes) throws StreamFaultException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(100);
    int count = bytes.read(into);
    return new String(into.array(), 0, count, StandardCharsets.US_ASCII).strip();
  }

  @Test
  void shouldBeginNearTheNewestSegmentAndGoOnAsTheyCome() throws Exception {
    shows(10, 20);
    HlsBytes bytes = open();

    assertThat(bytes.demuxer()).isEqualTo("mpegts");
    assertThat(segment(bytes)).isEqualTo("G17");
    assertThat(segment(bytes)).isEqualTo("G18");
    assertThat(segment(bytes)).isEqualTo("G19");
    shows(11, 21);
    assertThat(segment(bytes)).isEqualTo("G20");
    assertThat(alive).hasPositiveValue();
  }

  @Test
  void shouldLeaveOutWhatIsGoneAndTakeACountThatBeginsAnew() throws Exception {
    shows(10, 20);
    HlsBytes bytes = open();
    assertThat(segment(bytes)).isEqualTo("G17");
    assertThat(segment(bytes)).isEqualTo("G18");
    assertThat(segment(bytes)).isEqualTo("G19");

    shows(100, 110);
    assertThat(segment(bytes)).isEqualTo("G107");
    assertThat(segment(bytes)).isEqualTo("G108");
    assertThat(segment(bytes)).isEqualTo("G109");

    shows(0, 4);
    assertThat(segment(bytes)).isEqualTo("G1");
  }

  @Test
  void shouldSayThatThePlaylistDoesNotGrow() throws Exception {
    shows(0, 1);
    HlsBytes bytes = open();
    assertThat(segment(bytes)).isEqualTo("G0");

    StreamFaultException fault =
        catchThrowableOfType(StreamFaultException.class, () -> segment(bytes));

    assertThat(fault.fault()).isEqualTo(StreamFault.STALLED);
  }

  /** What the playlist names as the beginning of its segments comes once, before them. */
  @Test
  void shouldGiveTheirBeginningOnceAndEachSegmentBehindIt() throws Exception {
    shows(0, 3);
    Files.writeString(folder.resolve("init.mp4"), "...." + "ftyp");
    Path playlist = folder.resolve("live.m3u8");
    Files.writeString(
        playlist,
        Files.readString(playlist)
                .replace("#EXTINF:1,\n0.ts", "#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:1,\n0.ts")
            + "#EXT-X-ENDLIST\n");
    HlsBytes bytes = open();

    assertThat(bytes.demuxer()).isEqualTo("mov");
    assertThat(segment(bytes)).isEqualTo("....ftyp");
    assertThat(segment(bytes)).isEqualTo("G0");
    assertThat(segment(bytes)).isEqualTo("G1");
    assertThat(segment(bytes)).isEqualTo("G2");
    assertThat(bytes.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }
}
