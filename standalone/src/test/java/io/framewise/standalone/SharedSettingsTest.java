package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.testing.RenderedPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings file that this checkout and docker-compose.yml share. */
class SharedSettingsTest {

  private static final Path FILE = RenderedPage.root().resolve("config/framewise.yaml");

  @Test
  void shouldBindEverySectionWhenReadFromTheSharedFile() {
    SettingsSource source = SettingsSource.read(FILE, Map.of(), Map.of());

    assertThat(source.bind(Section.CONNECTORS, ConnectorsSettings.class).sources())
        .containsOnlyKeys("street", "parts", "screens");
    assertThat(source.bind(Section.STREAMS, StreamsSettings.class).questionSets())
        .containsOnlyKeys("traffic", "desk", "quality");
    assertThat(source.bind(Section.API, ApiSettings.class).host()).isEqualTo("127.0.0.1");
    assertThat(source.bind(Section.MODEL, ModelSettings.class).path()).isEqualTo("/models/model");
  }

  @Test
  void shouldReachTheContainersWhenReadWithTheComposeFilesEnvironment() throws Exception {
    JsonNode compose =
        new YAMLMapper().readTree(RenderedPage.root().resolve("docker-compose.yml").toFile());
    Map<String, String> environment = text(compose.path("x-addresses"));
    environment.put(
        "FRAMEWISE_API_HOST",
        compose.at("/services/streams-app/environment/FRAMEWISE_API_HOST").asText());

    SettingsSource source = SettingsSource.read(FILE, environment, Map.of());

    assertThat(source.bind(Section.KAFKA, KafkaSettings.class).bootstrapServers())
        .isEqualTo("broker:19092");
    assertThat(source.bind(Section.REGISTRY, RegistrySettings.class).url())
        .startsWith("http://registry:8080/");
    assertThat(source.bind(Section.API, ApiSettings.class).host()).isEqualTo("0.0.0.0");
  }

  private static Map<String, String> text(JsonNode node) {
    Map<String, String> text = new LinkedHashMap<>();
    node.properties().forEach(entry -> text.put(entry.getKey(), entry.getValue().asText()));
    return text;
  }
}
