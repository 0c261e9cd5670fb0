package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.observe.Health;
import io.framewise.platform.observe.ObserveServer;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.api.routes.ApiRoute;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pods are told is what the deployables understand, and probes ask where they answer. */
class KubernetesSettingsTest {

  private static final String CONNECTORS = "connectors";
  private static final String STREAMS = "streams-app";
  private static final String MODEL = "model-runtime";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");

  private final Map<String, JsonNode> deployables = Manifests.deployables();

  @TempDir private Path secrets;

  private SettingsSource settings(String deployable) throws IOException {
    return settings(Manifests.environment(deployables.get(deployable)));
  }

  /** As the pod reads them, but with a file here in place of the Secret's. */
  private SettingsSource settings(Map<String, String> environment) throws IOException {
    Path file = Files.writeString(secrets.resolve("client.properties"), "");
    return SettingsSource.read(
        Manifests.SETTINGS, environment, Map.of("kafka.properties-file", file.toString()));
  }

  @Test
  void shouldKnowEverySettingAndVariable() throws IOException {
    assertThat(deployables).hasSize(3);
    for (String deployable : deployables.keySet()) {
      SettingsSource source = settings(deployable);
      for (Section section : Section.values()) {
        assertThat(source.bind(section, SettingsRecords.of(section))).isNotNull();
      }
    }
    assertThat(settings(STREAMS).bind(Section.API, ApiSettings.class).reachedAt())
        .contains(
            "streams-app-0." + deployables.get(STREAMS).at("/spec/serviceName").asText() + ":8080");
  }

  @Test
  void shouldKnowEveryVariableOfTheOverlay() throws IOException {
    JsonNode patch = Manifests.documents(Manifests.GPU.resolve("model-runtime.yaml")).get(0);
    ModelSettings model =
        settings(Manifests.environment(patch)).bind(Section.MODEL, ModelSettings.class);

    assertThat(model.engine().device()).startsWith("cuda");
  }

  @Test
  void shouldReadFilesThatAreMounted() throws IOException {
    for (String deployable : deployables.keySet()) {
      JsonNode container = Manifests.container(deployables.get(deployable));
      List<String> args = Manifests.list(container.path("args")).map(JsonNode::asText).toList();
      assertThat(args).containsExactly("--config", "/settings/framewise.yaml");
      assertThat(mountOf(deployable, args.get(1)).path("name").asText()).isEqualTo("settings");
      String properties =
          Manifests.documents(Manifests.SETTINGS).get(0).at("/kafka/properties-file").asText();
      assertThat(mountOf(deployable, properties).path("name").asText()).isEqualTo("kafka");
    }
    String keys = settings(STREAMS).bind(Section.API, ApiSettings.class).keys();
    assertThat(mountOf(STREAMS, keys).path("name").asText()).isEqualTo("api-keys");
    Path state = settings(STREAMS).bind(Section.STREAMS, StreamsSettings.class).stateDirectory();
    assertThat(mountOf(STREAMS, state.toString()).path("name").asText()).isEqualTo("state");
    assertThat(mountOf(STREAMS, state.toString()).path("readOnly").asBoolean()).isFalse();
    String model = settings(MODEL).bind(Section.MODEL, ModelSettings.class).path();
    assertThat(mountOf(MODEL, model).path("name").asText()).isEqualTo("models");
  }

  private JsonNode mountOf(String deployable, String file) {
    return Manifests.list(Manifests.container(deployables.get(deployable)).path("volumeMounts"))
        .filter(mount -> Path.of(file).startsWith(mount.path("mountPath").asText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " of " + deployable + " is not mounted"));
  }

  @Test
  void shouldProbeRoutesAndPortsThatTheDeployablesHave() throws IOException {
    ApiSettings api = settings(STREAMS).bind(Section.API, ApiSettings.class);
    assertThat(api.host()).isEqualTo(EVERYWHERE);
    assertThat(probedPaths(STREAMS, api.port()))
        .isSubsetOf(Arrays.stream(ApiRoute.values()).map(ApiRoute::path).toList());

    var connectors = settings(CONNECTORS).bind(Section.CONNECTORS, ConnectorsSettings.class);
    assertThat(connectors.health().host()).isEqualTo(EVERYWHERE);
    assertAnswered(probedPaths(CONNECTORS, connectors.health().port()));

    var model = settings(MODEL).bind(Section.MODEL, ModelSettings.class);
    assertThat(model.health().host()).isEqualTo(EVERYWHERE);
    assertAnswered(probedPaths(MODEL, model.health().port()));
  }

  private List<String> probedPaths(String deployable, int port) {
    JsonNode container = Manifests.container(deployables.get(deployable));
    return PROBES.stream()
        .map(probe -> container.path(probe).path("httpGet"))
        .peek(get -> assertThat(numberOf(container, get.path("port").asText())).isEqualTo(port))
        .map(get -> get.path("path").asText())
        .toList();
  }

  private static int numberOf(JsonNode container, String name) {
    return Manifests.list(container.path("ports"))
        .filter(port -> port.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no port " + name))
        .path("containerPort")
        .asInt();
  }

  private static void assertAnswered(List<String> paths) throws IOException {
    assertThat(paths).hasSize(PROBES.size());
    try (ObserveServer server = ObserveServer.start("test", EVERYWHERE, 0, new Well(), () -> "")) {
      for (String path : paths) {
        assertThat(answer(server.port(), path)).as(path).contains(" 200 ");
      }
    }
  }

  /** Asks as the kubelet does: the header Host is the address of the pod. */
  private static String answer(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.0\r\nHost: 10.1.2.3:" + port + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  /** A process with which all is well. */
  private record Well() implements Health {
    @Override
    public Answer live() {
      return new Answer(true, "");
    }

    @Override
    public Answer ready() {
      return new Answer(true, "");
    }
  }
}
