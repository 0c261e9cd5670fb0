package io.framewise.connectors.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.testing.Settings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.contract.topic.TrustedRecords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DefinitionsTest {

  private static SourceDefinition definition(SourceSettings settings) {
    TrustedRecords.trust();
    return Definitions.of("door.1", "g", settings, DefinitionOrigin.COMMAND, Instant.EPOCH);
  }

  static Stream<SourceSettings> shouldGiveBackEverySetting() {
    return Stream.of(
        Settings.source("video", Path.of("/a b/\"c\".mp4")),
        Settings.source(
            "folder",
            Path.of("/in"),
            "labels.line.no",
            "3",
            "attributes.a",
            "yes",
            "max-rate",
            "0.25",
            "poll-interval",
            "1500ms",
            "name-pattern",
            "(?<part>\\d+)"),
        Settings.stream(
            "rtsp",
            "rtsp://cam/1?x=${password}",
            "user",
            "eve",
            "password",
            "env:EVE",
            "transport",
            "udp",
            "key-frames",
            "always",
            "silence",
            "3s"),
        Settings.live("screen", "region", "1,2,30,40", "domain", "video"),
        Settings.live("usb", "path", "/dev/video0"),
        Settings.stream(
            "http",
            "https://cam/picture.jpg",
            "every",
            "5s",
            "private-addresses",
            "true",
            "follow-redirects",
            "true"));
  }

  @ParameterizedTest
  @MethodSource
  void shouldGiveBackEverySetting(SourceSettings settings) {
    assertThat(Definitions.settings(definition(settings))).isEqualTo(settings);
  }

  @Test
  void shouldHoldOnlyWhatDiffersFromTheDefaults() {
    assertThat(definition(Settings.source("video", Path.of("/a.mp4"))).getSettings())
        .isEqualTo("{\"kind\":\"video\",\"path\":\"/a.mp4\"}");
    assertThat(definition(Settings.live("screen", "display", ":1")).getSettings())
        .isEqualTo("{\"kind\":\"screen\",\"display\":\":1\"}");
  }

  @Test
  void shouldSayWhatIsWrongWithADefinition() {
    assertThatThrownBy(() -> Definitions.settings("cam", Map.of("kind", "rtsp", "adress", "x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("adress, did you mean")
        .hasMessageContaining("definition of cam");
  }
}
