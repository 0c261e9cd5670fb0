package io.framewise.standalone.demo;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.embedded.Ports;
import io.framewise.standalone.samples.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a demo is to run.
 *
 * @param options the person's settings
 * @param directory where everything lies
 * @param model checkpoint, or null for the demo's own
 * @param apiPort port of API and page, or null for the settings' own
 * @param kafkaPort port of the broker
 * @param registryPort port of the registry
 * @param watched what to watch in place of the samples
 */
record DemoPlan(
    SettingsOptions options,
    DataDirectory directory,
    Path model,
    Integer apiPort,
    int kafkaPort,
    int registryPort,
    Optional<Watched> watched) {

  /** System property that names the settings file to take where the person names none. */
  static final String SETTINGS_PROPERTY = "framewise.settings";

  /** The checkpoint to load. */
  Path modelDirectory() {
    return model == null ? directory.resolve("models").resolve("framewise-demo") : model;
  }

  /**
   * Finds out what would stop the demo before anything is started.
   *
   * @throws io.framewise.contract.UserError when a setting is wrong or a port is taken
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
    String shipped = watched.map(Watched::text).orElseGet(DemoPlan::shippedSettings);
    if (!hasQuestionsOfItsOwn()) {
      putSamples(shipped, samples, embedded);
    }
    if (apiPort != null) {
      embedded.put("api.port", apiPort.toString());
    }
    return DemoSettings.of(options.read(shipped, embedded));
  }

  /** Where the samples lie here, for those sources that read samples still. */
  private static void putSamples(String shipped, Samples samples, Map<String, String> embedded) {
    Map<String, Path> places =
        Map.of(
            "/samples/street.mp4", samples.video(),
            "/samples/inspection", samples.parts(),
            "/samples/screens", samples.screens());
    SettingsSource.parse("the shipped settings", shipped, Map.of(), Map.of())
        .bind(Section.CONNECTORS, ConnectorsSettings.class)
        .sources()
        .forEach(
            (id, source) -> {
              Path place = places.get(source.path().toString());
              if (place != null) {
                embedded.put("connectors.sources." + id + ".path", place.toString());
              }
            });
  }

  /** Whether the questions are not those that the samples know the true answers to. */
  boolean hasQuestionsOfItsOwn() {
    return watched.isPresent() || options.hasFile();
  }

  /** The variables that the connectors see. */
  Map<String, String> environment() {
    return watched.map(Watched::environment).orElseGet(System::getenv);
  }

  /** As they stand in the checkout, if this runs from one: who edits them need not build again. */
  private static String shippedSettings() {
    String file = System.getProperty(SETTINGS_PROPERTY, "");
    if (!file.isEmpty()) {
      try {
        return Files.readString(Path.of(file));
      } catch (IOException e) {
        throw new UserError(
            "settings file " + file + " cannot be read",
            "put it back, or name another with --config",
            e);
      }
    }
    try (InputStream resource = DemoPlan.class.getResourceAsStream("/framewise.yaml")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
