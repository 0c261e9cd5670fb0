package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.QuestionSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchListTest {

  private static final String QUESTION = "Is somebody at the door?";

  @TempDir private Path folder;

  private static Watched watched(Map<String, String> environment, String... arguments) {
    return WatchList.of(
        List.of(arguments), Map.of("window-size", "7s"), 2, environment, who -> Secret.NONE);
  }

  private static Map<String, SourceSettings> sources(Watched watched) {
    return bound(watched).bind(Section.CONNECTORS, ConnectorsSettings.class).sources();
  }

  private static SettingsSource bound(Watched watched) {
    // With the variables of the process, as the command reads it: a name of ours would be a
    // setting.
    return SettingsSource.parse("test", watched.text(), watched.environment(), Map.of());
  }

  @Test
  void shouldTellSourcesFromQuestions() throws IOException {
    Path video = Files.createFile(folder.resolve("Street 1.mp4"));
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Watched watched =
        watched(
            Map.of(), "rtsp://door.local:8554/a", video.toString(), pictures.toString(), QUESTION);

    assertThat(sources(watched))
        .containsOnlyKeys("door.local", "street-1", "pictures")
        .extractingByKey("door.local")
        .satisfies(camera -> assertThat(camera.kind()).isEqualTo(SourceKind.RTSP))
        .satisfies(camera -> assertThat(camera.maxRate()).isEqualTo(2));
    var set =
        bound(watched).bind(Section.STREAMS, StreamsSettings.class).questionSets().get("watch");
    assertThat(set.windowSize()).hasSeconds(7);
    assertThat(set.questions().values()).extracting(QuestionSettings::text).containsOnly(QUESTION);
  }

  @Test
  void shouldGiveTwoSourcesOfOneNameTwoNames() {
    assertThat(sources(watched(Map.of(), "rtsp://cam/1", "rtsp://cam/2", QUESTION)))
        .containsOnlyKeys("cam", "cam-2");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/a.jpg, 127.0.0.1, HTTP",
    "https://cam/live.m3u8, cam, HTTP",
    ":0, screen-0, SCREEN",
    "/dev/video0, usb-dev-video0, USB"
  })
  void shouldTakeWhatIsLiveByItsPlaceAlone(String place, String name, SourceKind kind) {
    SourceSettings source = sources(watched(Map.of(), place, QUESTION)).get(name);

    assertThat(source.kind()).isEqualTo(kind);
    assertThat(source.domain()).isEqualTo(Domain.VIDEO);
    assertThat(source.privateAddresses()).isEqualTo(kind == SourceKind.HTTP);
  }

  @ParameterizedTest
  @CsvSource({
    "Is it raining?, yes_no",
    "does the light burn?, yes_no",
    "How many cars are there?, number",
    "How does it look?, text",
    "Island or mainland?, text"
  })
  void shouldExpectTheAnswerThatTheFirstWordsAskFor(String question, String answer) {
    assertThat(WatchList.answer(question)).isEqualTo(answer);
  }

  @Test
  void shouldTakeThePasswordFromTheEnvironmentAndShowItNowhere() {
    Watched watched = watched(Map.of(WatchList.PASSWORD, "marker"), "rtsp://eve@cam/1", QUESTION);

    SourceSettings camera = sources(watched).get("cam");
    assertThat(camera.passwordReference().resolve(watched.environment()).reveal())
        .isEqualTo("marker");
    assertThat(watched.toString() + watched.text()).doesNotContain("marker");
  }

  @Test
  void shouldTakeAPasswordThatStandsInTheAddressOutOfIt() {
    Watched watched = watched(Map.of(), "rtsp://eve:marker@cam/1", QUESTION);

    SourceSettings camera = sources(watched).get("cam");
    assertThat(camera.passwordReference().resolve(watched.environment()).reveal())
        .isEqualTo("marker");
    assertThat(watched.text()).doesNotContain("marker");
  }

  @Test
  void shouldAskForAPasswordThatIsNowhere() {
    Watched watched =
        WatchList.of(
            List.of("rtsp://eve@cam/1", QUESTION),
            Map.of(),
            1,
            Map.of(),
            who -> Secret.of("told for " + who));

    assertThat(
            sources(watched).get("cam").passwordReference().resolve(watched.environment()).reveal())
        .isEqualTo("told for eve at cam");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> watched(Map.of(), "rtsp://cam/1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no question");
    assertThatThrownBy(() -> watched(Map.of(), QUESTION)).hasMessageContaining("nothing to watch");
    assertThatThrownBy(() -> watched(Map.of(), "rtsp://eve@cam/1", QUESTION))
        .hasMessageContaining("password of eve at cam");
    assertThatThrownBy(() -> watched(Map.of(), "no-such.mp4", QUESTION))
        .hasMessageContaining("no file or folder no-such.mp4");
    assertThatThrownBy(() -> watched(Map.of(), "eve:marker@cam/1", QUESTION))
        .hasMessageContaining("with an @")
        .hasMessageNotContaining("marker");
    assertThatThrownBy(() -> watched(Map.of(), "gopher://cam/1", QUESTION))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("rtsp://user@camera");
  }
}
