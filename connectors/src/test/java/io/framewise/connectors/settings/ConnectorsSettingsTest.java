package io.framewise.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.testing.Settings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectorsSettingsTest {

  private static final Path SOME = Path.of("some.mp4");

  private static final String[] EVERY_KEY = {
    "domain=inspection",
    "labels.site=north",
    "labels.line.no=3",
    "max-rate=0.5",
    "pacing=fast",
    "loop=true",
    "when-stalled=shed",
    "jpeg-quality=70",
    "max-side=640",
    "settles-after=3s",
    "captured-at=now",
    "recursive=true",
    "poll-interval=200ms",
    "attributes.line=north",
    "name-pattern=(?<part>.+)",
    "address=rtsp://cam/1",
    "user=eve",
    "password=env:EVE",
    "transport=udp",
    "key-frames=never",
    "silence=4s",
    "refresh=7s",
    "check-pictures=false",
    "every=2s",
    "private-addresses=true",
    "follow-redirects=true",
    "ready-marker=.done",
    "display=:1",
    "region=0,0,16,16"
  };

  @Test
  void shouldFillEveryKeyButKindAndPath() {
    assertThat(Settings.source("video", SOME))
        .isEqualTo(
            new SourceSettings(
                SourceKind.VIDEO,
                SOME,
                "",
                "",
                "",
                Transport.TCP,
                KeyFrames.AUTO,
                Duration.ofSeconds(10),
                Duration.ZERO,
                false,
                false,
                ":0",
                "",
                "",
                Domain.VIDEO,
                Map.of(),
                5,
                Pacing.REALTIME,
                false,
                WhenStalled.STALL,
                85,
                1280,
                0,
                "",
                "",
                0,
                Duration.ofSeconds(2),
                true,
                Duration.ofSeconds(10),
                CaptureTime.NOW,
                false,
                Duration.ofSeconds(1),
                Map.of(),
                "",
                "",
                false,
                ""));
  }

  @Test
  void shouldHaveNoSourcesAndADefaultPublisher() {
    assertThat(Settings.connectors(Map.of()))
        .isEqualTo(
            new ConnectorsSettings(
                Map.of(),
                "connectors",
                new PublisherSettings(
                    16,
                    32 * 1024 * 1024,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5)),
                new CaptureSettings(8, 1L << 30),
                new PushSettings(
                    "127.0.0.1",
                    -1,
                    Map.of(),
                    24 << 20,
                    8,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10)),
                new MqttSettings("", "", "", "", false, "framewise", false, "homeassistant"),
                new ConnectorsHealthSettings("127.0.0.1", 8083)));
  }

  @Test
  void shouldTakeEveryKey() {
    SourceSettings source =
        Settings.source(
            "folder",
            SOME,
            Stream.of(EVERY_KEY)
                .flatMap(setting -> Stream.of(setting.split("=", 2)))
                .toArray(String[]::new));

    assertThat(source)
        .isEqualTo(
            new SourceSettings(
                SourceKind.FOLDER,
                SOME,
                "rtsp://cam/1",
                "eve",
                "env:EVE",
                Transport.UDP,
                KeyFrames.NEVER,
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                true,
                true,
                ":1",
                "0,0,16,16",
                "",
                Domain.INSPECTION,
                Map.of("site", "north", "line.no", "3"),
                0.5,
                Pacing.FAST,
                true,
                WhenStalled.SHED,
                70,
                640,
                0,
                "",
                "",
                0,
                Duration.ofSeconds(7),
                false,
                Duration.ofSeconds(3),
                CaptureTime.NOW,
                true,
                Duration.ofMillis(200),
                Map.of("line", "north"),
                "(?<part>.+)",
                ".done",
                false,
                ""));
  }

  @ParameterizedTest
  @CsvSource({
    "max-rate, 1001",
    "max-rate, -1",
    "jpeg-quality, 0",
    "jpeg-quality, 101",
    "max-side, 15",
    "settles-after, 0s",
    "poll-interval, 0s"
  })
  void shouldNameTheKeyThatIsOutOfBounds(String key, String value) {
    assertThatThrownBy(() -> Settings.source("video", SOME, key, value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "screen | display | far.example:0",
        "screen | display | :0;rm",
        "screen | region | 0,0,10,10",
        "screen | region | -1,0,100,100",
        "screen | region | all",
        "usb | path | /etc/passwd",
        "usb | path | /dev/../etc/passwd",
        "http | every | 61m",
        "http | address | file:///etc/passwd",
        "http | address | rtsp://camera/1"
      })
  void shouldRefuseAPlaceThatIsNoneOfItsKind(String kind, String key, String value) {
    Map<String, String> flags = new HashMap<>(Map.of("sources.test.kind", kind));
    if (kind.equals("http")) {
      flags.put("sources.test.address", "http://camera/picture.jpg");
    }
    flags.put("sources.test." + key, value);

    assertThatThrownBy(() -> Settings.connectors(flags))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key);
  }

  @Test
  void shouldPutAScreenIntoTheDomainOfScreens() {
    SourceSettings screen =
        Settings.connectors(Map.of("sources.desk.kind", "screen")).sources().get("desk");

    assertThat(screen.domain()).isEqualTo(Domain.SCREEN);
    assertThat(screen.display()).isEqualTo(":0");
    assertThat(screen.screenArea()).isEmpty();
  }

  @Test
  void shouldNameTheLabelThatIsTooLong() {
    assertThatThrownBy(() -> Settings.source("video", SOME, "labels.site", "n".repeat(65)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("test: label 'site' and its value must be 1 to 64 characters");
  }

  @Test
  void shouldRefuseMoreLabelsThanASourceMayHave() {
    String[] labels = new String[34];
    for (int i = 0; i < labels.length; i += 2) {
      labels[i] = "labels.name" + i;
      labels[i + 1] = "value";
    }

    assertThatThrownBy(() -> Settings.source("video", SOME, labels))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("labels must be at most 16, are 17");
  }

  @ParameterizedTest
  @CsvSource({
    "(?<part>, name-pattern is no regular expression",
    "(.+)_(.+), name-pattern names no group"
  })
  void shouldRefuseANamePatternThatGivesNothing(String pattern, String problem) {
    assertThatThrownBy(() -> Settings.source("folder", SOME, "name-pattern", pattern))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldSayThatThePathIsMissing() {
    assertThatThrownBy(() -> Settings.connectors(Map.of("sources.cam.kind", "video")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cam: path must be given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "slash/ed", "ümlaut"})
  void shouldRefuseASourceIdThatIsNoPlainName(String id) {
    Map<String, String> flags =
        Map.of("sources." + id + ".kind", "video", "sources." + id + ".path", "x");

    assertThatThrownBy(() -> Settings.connectors(flags))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("source id '" + id + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void shouldRefuseASourceIdThatMeansAFolderInAnAddress(String id) {
    Map<String, SourceSettings> sources = Map.of(id, Settings.source("video", SOME));

    assertThatThrownBy(
            () -> new ConnectorsSettings(sources, "connectors", null, null, null, null, null))
        .hasMessageContaining("source id '" + id + "'")
        .hasMessageContaining("not . or ..");
  }

  @Test
  void shouldRefuseToLoopOverTimesOfModification() {
    assertThatThrownBy(
            () -> Settings.source("folder", SOME, "loop", "true", "captured-at", "modified"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("captured-at");
  }

  @Test
  void shouldTakeWhatOfAPictureGoesOn() {
    SourceSettings source =
        Settings.source(
            "video",
            SOME,
            "rotate",
            "90",
            "crop",
            "0.25, 0, 0.5, 1",
            "masks",
            "0,0,0.5,0.5; 0.9,0.9,0.1,0.1");

    assertThat(source.framing())
        .isEqualTo(
            new Framing(
                1280,
                90,
                new PictureArea(0.25, 0, 0.5, 1),
                List.of(new PictureArea(0, 0, 0.5, 0.5), new PictureArea(0.9, 0.9, 0.1, 0.1))));
    assertThat(source.framing().masksWithin(source.framing().crop()))
        .containsExactly(new PictureArea(0, 0, 0.5, 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "rotate, 45, 'must be 0, 90, 180 or 270'",
    "crop, '0.5,0,0.6,1', must lie within the picture",
    "crop, '1,2,3', must be four numbers",
    "masks, 'left', must be four numbers",
    "change-gate, -1, change-gate"
  })
  void shouldSayWhatIsWrongWithAPartOfAPicture(String key, String value, String problem) {
    assertThatThrownBy(() -> Settings.source("video", SOME, key, value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({"rotate, 90", "crop, '0,0,0.5,0.5'", "masks, '0,0,0.5,0.5'", "change-gate, 4"})
  void shouldRefuseMasksThatNobodyWouldPaint(String key, String value) {
    assertThatThrownBy(() -> Settings.source("folder", SOME, key, value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not for kind folder");
  }

  @Test
  void shouldNotOpenToOthersWithoutAKey() {
    assertThatThrownBy(() -> Settings.connectors(Map.of("push.port", "0", "push.host", "0.0.0.0")))
        .hasMessageContaining("there are no keys");
    assertThatThrownBy(
            () -> Settings.connectors(Map.of("push.port", "0", "push.keys.line", "secret")))
        .hasMessageContaining("env:NAME")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "ready-marker, ../x, ready-marker is the end of a file's name",
    "moved-to, ., moved-to must not be the folder that is read",
    "moved-to, .., moved-to must not be the folder that is read"
  })
  void shouldRefuseWhatWouldReadAFileAgainAndAgain(String key, String value, String why) {
    assertThatThrownBy(() -> Settings.source("folder", SOME, key, value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"moved-to, read", "sidecar, true"})
  void shouldRefuseALoopOverWhatDoesNotComeAgain(String key, String value) {
    assertThatThrownBy(() -> Settings.source("folder", SOME, "loop", "true", key, value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("loop goes without sidecar and moved-to");
  }
}
