package io.framewise.standalone.demo;

import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.samples.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a demo is to run.
 *
 * @param options the person's settings
 * @param directory where everything lies
 * @param model checkpoint, or null for the tiny random one
 * @param apiPort port of API and page, or null for the settings' own
 * @param kafkaPort port of the broker
 * @param registryPort port of the registry
 */
record DemoPlan(
    SettingsOptions options,
    DataDirectory directory,
    Path model,
    Integer apiPort,
    int kafkaPort,
    int registryPort) {

  /** The checkpoint to load. */
  Path modelDirectory() {
    return model == null ? directory.resolve("models").resolve("tiny-random") : model;
  }

  /**
   * The settings of all deployables on these embedded parts. What the person set with {@code --set}
   * wins.
   */
  SettingsSource settings(String bootstrapServers, String registryUrl, Samples samples) {
    Map<String, String> embedded = new LinkedHashMap<>();
    embedded.put("kafka.bootstrap-servers", bootstrapServers);
    embedded.put("registry.url", registryUrl);
    embedded.put("streams.state-directory", directory.state().toString());
    embedded.put("model.path", modelDirectory().toString());
    embedded.put("connectors.sources.street.path", samples.video().toString());
    embedded.put("connectors.sources.parts.path", samples.pictures().toString());
    if (apiPort != null) {
      embedded.put("api.port", apiPort.toString());
    }
    return options.read(shippedSettings(), embedded);
  }

  private static String shippedSettings() {
    try (InputStream resource = DemoPlan.class.getResourceAsStream("/framewise.yaml")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
