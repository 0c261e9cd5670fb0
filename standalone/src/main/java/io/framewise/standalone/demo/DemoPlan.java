package io.framewise.standalone.demo;

import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.embedded.Ports;
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
 * @param model checkpoint, or null for the demo's own
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
    return model == null ? directory.resolve("models").resolve("framewise-demo") : model;
  }

  /**
   * Finds out what would stop the demo before anything is started.
   *
   * @throws io.framewise.platform.lifecycle.UserError when a setting is wrong or a port is taken
   */
  void check() {
    DemoSettings settings =
        settings(
            "127.0.0.1:" + kafkaPort,
            "http://127.0.0.1:" + registryPort,
            Samples.in(directory.samples()));
    requireFree("Kafka", kafkaPort, "--kafka-port");
    requireFree("the schema registry", registryPort, "--registry-port");
    requireFree("the page", settings.api().port(), "--port");
  }

  private static void requireFree(String what, int port, String option) {
    if (port != 0) {
      Ports.requireFree(
          what,
          port,
          "stop that program, or give another port with " + option + " (0 takes a free one)");
    }
  }

  /**
   * The settings of all deployables on these embedded parts. What the person set with {@code --set}
   * wins.
   */
  DemoSettings settings(String bootstrapServers, String registryUrl, Samples samples) {
    Map<String, String> embedded = new LinkedHashMap<>();
    embedded.put("kafka.bootstrap-servers", bootstrapServers);
    embedded.put("registry.url", registryUrl);
    embedded.put("streams.state-directory", directory.state().toString());
    embedded.put("model.path", modelDirectory().toString());
    if (!options.hasFile()) { // a person's file has sources of its own
      embedded.put("connectors.sources.street.path", samples.video().toString());
      embedded.put("connectors.sources.parts.path", samples.parts().toString());
      embedded.put("connectors.sources.screens.path", samples.screens().toString());
    }
    if (apiPort != null) {
      embedded.put("api.port", apiPort.toString());
    }
    return DemoSettings.of(options.read(shippedSettings(), embedded));
  }

  /** Whether the questions are not those that the samples know the true answers to. */
  boolean hasQuestionsOfItsOwn() {
    return options.hasFile();
  }

  private static String shippedSettings() {
    try (InputStream resource = DemoPlan.class.getResourceAsStream("/framewise.yaml")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
