package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaylistTest {

  private static Playlist read(String... lines) throws StreamFaultException {
    return Playlist.read("#EXTM3U\n" + String.join("\n", lines), URI::create);
  }

  @Test
  void shouldNumberTheSegments() throws StreamFaultException {
    Playlist playlist =
        read(
            "#EXT-X-TARGETDURATION:4",
            "#EXT-X-MEDIA-SEQUENCE:17",
            "#EXT-X-MAP:URI=\"init.mp4\"",
            "#EXTINF:4.0,",
            "a.m4s",
            "# a remark",
            "#EXTINF:4.0,",
            "b.m4s");

    assertThat(playlist.target()).isEqualTo(Duration.ofSeconds(4));
    assertThat(playlist.ended()).isFalse();
    assertThat(playlist.segments()).extracting(Playlist.Segment::number).containsExactly(17L, 18L);
    assertThat(playlist.segments().get(1).start()).contains(URI.create("init.mp4"));
  }

  @ParameterizedTest
  @CsvSource({"1280, b", "4000, c", "400, a"})
  void shouldChooseTheLargestStreamThatNeedNotBeScaledDown(int maxSide, String expected)
      throws StreamFaultException {
    Playlist playlist =
        read(
            "#EXT-X-STREAM-INF:BANDWIDTH=5,CODECS=\"avc1,mp4a\",RESOLUTION=1920x1080",
            "c",
            "#EXT-X-STREAM-INF:RESOLUTION=640x360,BANDWIDTH=1",
            "a",
            "#EXT-X-STREAM-INF:BANDWIDTH=3,RESOLUTION=1280x720",
            "b");

    assertThat(playlist.best(maxSide).address()).isEqualTo(URI.create(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#EXT-X-KEY:METHOD=AES-128,URI=\"key\" | OTHER_CODEC",
        "#EXT-X-BYTERANGE:100@0 | OTHER_CODEC",
        "#EXT-X-MAP:URI=\"a\",BYTERANGE=\"100@0\" | OTHER_CODEC"
      })
  void shouldSayWhatIsNotTaken(String line, StreamFault fault) {
    assertThat(catchThrowableOfType(StreamFaultException.class, () -> read(line, "a.ts")).fault())
        .isEqualTo(fault);
  }

  @Test
  void shouldBoundWhatAPlaylistHolds() {
    assertThat(
            catchThrowableOfType(StreamFaultException.class, () -> read("a.ts\n".repeat(20_001)))
                .fault())
        .isEqualTo(StreamFault.TOO_LARGE);
  }
}
