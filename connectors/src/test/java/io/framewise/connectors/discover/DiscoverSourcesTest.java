package io.framewise.connectors.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.connectors.discover.OnvifDevice.Behaviour;
import io.framewise.connectors.source.StreamFault;
import io.framewise.contract.Secret;
import io.framewise.platform.lifecycle.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command against a camera that does what cameras do. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class DiscoverSourcesTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private OnvifDevice device;

  @BeforeEach
  void startDevice() throws IOException {
    device = OnvifDevice.start();
  }

  @AfterEach
  void stopDevice() {
    device.close();
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(new DiscoverSources())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return CommandRunner.run(line, arguments);
  }

  private int logIn(String password, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("it's secret"), password);
    List<String> all =
        Stream.concat(
                Stream.of("--host", device.host(), "--user", OnvifDevice.USER),
                Stream.concat(Stream.of("--password", "file:" + file), Stream.of(arguments)))
            .toList();
    return run(all.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString()).get(0);
  }

  @Test
  void shouldTellTheStreamsOfACameraWhoseClockIsWrong() throws IOException {
    int code = logIn(OnvifDevice.PASSWORD, "--json");

    assertThat(code).isZero();
    assertThat(json().get("problem_words").textValue()).isNull();
    assertThat(json().get("name").asText()).isEqualTo("Acme C-100");
    JsonNode main = json().get("profiles").get(0);
    assertThat(main.get("codec").asText()).isEqualTo("H265");
    assertThat(main.get("width").asInt()).isEqualTo(3840);
    assertThat(main.get("height").asInt()).isEqualTo(2160);
    assertThat(main.get("rate").asInt()).isEqualTo(25);
    assertThat(json().get("profiles").get(1).get("name").asText()).isEqualTo("Sub");
  }

  @Test
  void shouldGiveLinesToPasteWithoutAPassword() throws IOException {
    logIn(OnvifDevice.PASSWORD);

    assertThat(out.toString())
        .contains("Main stream", "3840 x 2160")
        .contains(
            "framewise sources add acme-c-100-main-stream 'rtsp://eve@127.0.0.1:8554/live/p1?user=eve&password=${password}&x=1' --with 'password=file:")
        .contains("it'\\''s secret'")
        .contains("framewise watch 'rtsp://eve@")
        .doesNotContain(OnvifDevice.PASSWORD, "hash");
  }

  @Test
  void shouldAskAnOldCameraInItsOwnWay() throws IOException {
    device.does(Behaviour.IS_OLD);

    logIn(OnvifDevice.PASSWORD, "--json");

    JsonNode only = json().get("profiles").get(0);
    assertThat(only.get("codec").asText()).isEqualTo("H264");
    assertThat(only.get("add").asText()).startsWith("framewise sources add acme-c-100 'rtsp://");
  }

  @Test
  void shouldTellThatALogInIsRefused() throws IOException {
    int code = logIn("wrong", "--json");

    assertThat(code).isZero();
    assertThat(json().get("problem").asText()).isEqualTo("unauthorized");
    assertThat(out.toString()).contains("401").doesNotContain("wrong\"");
  }

  @Test
  void shouldAskNoOtherHostThanTheOneThatAnswers() throws IOException {
    device.does(Behaviour.SENDS_US_ELSEWHERE);

    logIn(OnvifDevice.PASSWORD, "--json");

    assertThat(json().get("profiles")).hasSize(2);
    assertThat(out.toString()).doesNotContain("192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERS_GARBAGE, other, does not speak ONVIF",
    "ANSWERS_WITH_A_DOCTYPE, other, does not speak ONVIF",
    "ANSWERS_TOO_MUCH, closed, more than 1048576 bytes",
    "HAS_NO_MEDIA, no_video, no ONVIF media",
  })
  void shouldTellInWordsWhatIsWrong(Behaviour behaviour, String problem, String words)
      throws IOException {
    device.does(behaviour);

    int code = logIn(OnvifDevice.PASSWORD, "--json");

    assertThat(code).isZero();
    assertThat(json().get("problem").asText()).isEqualTo(problem);
    assertThat(json().get("problem_words").asText()).contains(words);
  }

  @Test
  void shouldNotWaitForACameraThatIsSilent() throws InterruptedException {
    device.does(Behaviour.IS_SILENT);

    Finding finding =
        new Camera(
                Device.at("127.0.0.1", device.port()),
                OnvifDevice.USER,
                Secret.of(OnvifDevice.PASSWORD),
                new SoapClient(Duration.ofMillis(200)),
                Clock.systemUTC())
            .look();

    assertThat(finding.problem().orElseThrow().fault()).isEqualTo(StreamFault.TIMED_OUT);
  }

  @Test
  void shouldListADeviceWithoutLoggingIn() {
    int code = run("--host", device.host());

    assertThat(code).isZero();
    assertThat(out.toString()).contains(device.host(), "--user NAME tells the streams");
  }

  @Test
  void shouldTellThatNothingListens() throws IOException {
    device.close();

    run("--host", device.host(), "--json");

    assertThat(json().get("problem").asText()).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eve:secret@camera", "camera/path", "not a host", ""})
  void shouldRefuseWhatIsNoHostAndNotShowIt(String given) {
    int code = run("--host", given);

    assertThat(code).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(err.toString()).contains("--host takes a host").doesNotContain("secret");
  }

  @Test
  void shouldRefuseAPasswordThatIsGivenItself() {
    int code = run("--host", device.host(), "--user", "eve", "--password", "geheim");

    assertThat(code).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(err.toString()).contains("env:NAME").doesNotContain("geheim");
  }

  @Test
  void shouldSayWhatToCheckWhenNothingIsFound() {
    assertThat(FindingsText.nothing()).anyMatch(line -> line.contains("multicast"));
  }
}
