package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.settings.ConnectorsHealthSettings;
import io.framewise.model.settings.WorkerHealthSettings;
import io.framewise.platform.image.Decoders;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What keeps the services of docker-compose.yml up, and what they find each other by. */
class ComposeFileTest {

  private static final Path ROOT = RenderedPage.root();
  private static final List<String> OTHERS = List.of("broker", "registry");
  private static final Pattern SIZE = Pattern.compile("(?:\\$\\{\\w+:-)?(\\d+)([mg])}?");
  private static final Pattern PERCENT = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)");
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([mg])");

  private Map<String, Map<String, Object>> services;

  @BeforeEach
  @SuppressWarnings("unchecked") // The shape of a compose file.
  void read() throws IOException {
    Map<String, Object> file =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    services = (Map<String, Map<String, Object>>) file.get("services");
    assertThat(services).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void shouldRestartEveryServiceAndAskHowItIs() {
    services.forEach(
        (name, service) -> {
          assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
          assertThat((Map<?, ?>) service.get("healthcheck"))
              .as(name)
              .extracting(Map::keySet)
              .satisfies(
                  keys -> assertThat(keys.toString()).contains("test", "interval", "timeout"));
        });
  }

  @Test
  void shouldGiveEveryServiceALimitOfMemoryThatItsHeapFitsInto() throws IOException {
    for (Map.Entry<String, Map<String, Object>> service : services.entrySet()) {
      String name = service.getKey();
      long limit = megabytes(SIZE, String.valueOf(service.getValue().get("mem_limit")));
      String java = options(service.getValue());
      assertThat(java).as(name).contains("-XX:+ExitOnOutOfMemoryError");
      if (OTHERS.contains(name)) {
        assertThat(megabytes(HEAP, java)).as(name).isLessThanOrEqualTo(limit * 6 / 10);
      } else {
        assertThat(java).as(name).containsPattern("-XX:MaxRAMPercentage=[3-7]0");
      }
    }
  }

  @Test
  void shouldHaveRoomToDecodeTheLargestPictureOfEveryFormat() throws IOException {
    for (Map.Entry<String, Map<String, Object>> service : services.entrySet()) {
      if (!OTHERS.contains(service.getKey())) {
        long limit = megabytes(SIZE, String.valueOf(service.getValue().get("mem_limit")));
        long heap = limit * percentOfHeap(service.getValue()) / 100;
        long usable = heap * 29 / 30; // the serial collector of small containers keeps some back
        for (ImageFormat format : ImageFormat.values()) {
          assertThat(Decoders.fitsLargest(format, usable << 20, limit << 20))
              .as(service.getKey() + " " + format)
              .isTrue();
        }
      }
    }
  }

  private static long percentOfHeap(Map<String, Object> service) throws IOException {
    String target = String.valueOf(((Map<?, ?>) service.get("build")).get("target"));
    Matcher matcher = PERCENT.matcher(options(service));
    long percent = 0;
    while (matcher.find()) {
      // The image for processors without a GPU stands last, and takes another share.
      percent = percent == 0 || target.equals("cpu") ? Long.parseLong(matcher.group(1)) : percent;
    }
    return percent;
  }

  @Test
  void shouldStartTheDeployablesOnceBrokerAndRegistryAnswer() {
    services.forEach(
        (name, service) -> {
          if (!OTHERS.contains(name)) {
            assertThat(service.get("depends_on"))
                .as(name)
                .isEqualTo(
                    Map.of(
                        "broker", Map.of("condition", "service_healthy"),
                        "registry", Map.of("condition", "service_healthy")));
          }
        });
  }

  @Test
  void shouldAskTheDeployablesWhereTheyAnswer() throws IOException {
    Map<String, String> ports =
        Map.of(
            "connectors", port(ConnectorsHealthSettings.class),
            "streams-app", port(ApiSettings.class),
            "model-runtime", port(WorkerHealthSettings.class),
            "model-runtime-gpu", port(WorkerHealthSettings.class));
    assertThat(services.keySet()).containsAll(ports.keySet());
    for (Map.Entry<String, String> deployable : ports.entrySet()) {
      String asked = "/dev/tcp/127.0.0.1/" + deployable.getValue() + " && printf 'GET /health/live";
      Map<String, Object> service = services.get(deployable.getKey());
      assertThat(service.get("healthcheck").toString()).contains(asked);
      assertThat(Files.readString(dockerfile(service))).contains("HEALTHCHECK").contains(asked);
    }
  }

  private static String options(Map<String, Object> service) throws IOException {
    return service.containsKey("build")
        ? Files.readString(dockerfile(service))
        : String.valueOf(service.get("environment"));
  }

  private static Path dockerfile(Map<String, Object> service) {
    return ROOT.resolve(((Map<?, ?>) service.get("build")).get("dockerfile").toString());
  }

  private static String port(Class<? extends Record> type) {
    return SettingsSchema.keys(type).stream()
        .filter(key -> key.name().equals("port"))
        .findFirst()
        .orElseThrow()
        .setting()
        .value();
  }

  private static long megabytes(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    long amount = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("g") ? amount * 1024 : amount;
  }
}
