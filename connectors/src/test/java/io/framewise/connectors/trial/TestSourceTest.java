package io.framewise.connectors.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.CameraServer.Behaviour;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.DigestCheck;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against a camera that does what cameras do. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class TestSourceTest {

  @TempDir private Path folder;

  private final StringWriter printed = new StringWriter();
  private CameraServer camera;

  @BeforeEach
  void startCamera() {
    camera = CameraServer.start(folder);
  }

  @AfterEach
  void stopCamera() {
    camera.close();
  }

  private int run(String... arguments) {
    return new CommandLine(new TestSource())
        .setOut(new PrintWriter(printed, true))
        .execute(arguments);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(printed.toString());
  }

  @Test
  void shouldTellWhatComesFromACamera() throws IOException {
    Path picture = folder.resolve("first.jpg");

    int code = run(camera.address(), "--json", "--picture", picture.toString());

    assertThat(code).isZero();
    assertThat(json().get("kind").asText()).isEqualTo("rtsp");
    assertThat(json().get("codec").asText()).isEqualTo("H.264");
    assertThat(json().get("width").asInt()).isEqualTo(Clip.WIDTH);
    assertThat(json().get("height").asInt()).isEqualTo(Clip.HEIGHT);
    assertThat(json().get("key_frame_interval").asDouble()).isCloseTo(1, within(0.01));
    assertThat(json().get("rate").asDouble()).isPositive();
    assertThat(json().get("first_frame_ms").asLong()).isPositive();
    assertThat(json().get("problem").isNull()).isTrue();
    assertThat(new ImageDecoder(ImageLimits.DEFAULT).decode(Files.readAllBytes(picture)).getWidth())
        .isEqualTo(Clip.WIDTH);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSES_USERS, UNAUTHORIZED",
    "LACKS_THE_STREAM, NOT_FOUND",
    "IS_BUSY, BUSY",
    "HAS_NO_VIDEO, NO_VIDEO",
    "HAS_ANOTHER_CODEC, OTHER_CODEC",
    "IS_A_WEB_SERVER, OTHER_PROTOCOL",
    "IS_SILENT, TIMED_OUT",
    "CUTS, CLOSED"
  })
  void shouldTellEachProblemInWordsAndByItsOwnExitCode(Behaviour behaviour, StreamFault fault)
      throws IOException {
    camera.does(behaviour);

    String silence = fault == StreamFault.TIMED_OUT ? "2s" : "25s"; // others end before

    int code = run(camera.address(), "--json", "--silence", silence);

    assertThat(code).isEqualTo(fault.exitCode());
    assertThat(json().get("problem").asText()).isEqualTo(fault.written());
    assertThat(json().get("problem_words").asText()).isNotBlank();
  }

  @Test
  void shouldTellWhatComesFromACameraInTheWebAndNeverThePassword() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "marker");
    try (WebCamera web = WebCamera.start(new DigestCheck("eve", "marker", true))) {
      String[] arguments = {
        web.address("/mjpeg").replace("//", "//eve@"),
        "--json",
        "--password",
        "file:" + password,
        "--with",
        "private-addresses=true"
      };

      assertThat(run(arguments)).isZero();
      assertThat(json().get("kind").asText()).isEqualTo("http");
      assertThat(json().get("codec").asText()).isEqualTo("MJPEG");
      assertThat(json().get("rate").asDouble()).isPositive();

      web.does(WebCamera.Behaviour.FORBIDS);
      assertThat(run(arguments)).isEqualTo(StreamFault.FORBIDDEN.exitCode());
      assertThat(printed.toString()).doesNotContain("marker");
    }
  }

  @Test
  void shouldTellForPeopleToo() {
    run(camera.address());

    assertThat(printed.toString())
        .contains(camera.address(), "H.264, 320 x 180", "one every 1.0 s", "no problem");
  }

  @Test
  void shouldListEveryExitCodeInItsHelp() {
    String help = new CommandLine(new TestSource()).getUsageMessage();

    assertThat(
            Arrays.stream(StreamFault.values())
                .map(fault -> Integer.toString(fault.exitCode()))
                .collect(Collectors.toSet()))
        .hasSize(StreamFault.values().length)
        .allSatisfy(code -> assertThat(help).containsPattern("\\b" + code + "\\b"));
  }
}
