package io.framewise.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of config/kubernetes. */
final class Manifests {

  static final Path FOLDER = RenderedPage.root().resolve("config/kubernetes");
  static final Path BASE = FOLDER.resolve("base");
  static final Path SETTINGS = BASE.resolve("framewise.yaml");
  static final Path GPU = FOLDER.resolve("overlays/gpu");

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Manifests() {}

  /** Every YAML file. */
  static List<Path> files() {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file. */
  static List<JsonNode> documents(Path file) {
    try (var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** All objects of the base. */
  static List<JsonNode> base() {
    return list(documents(BASE.resolve("kustomization.yaml")).get(0).path("resources"))
        .map(name -> BASE.resolve(name.asText()))
        .flatMap(file -> documents(file).stream())
        .toList();
  }

  /** The deployables by name. */
  static Map<String, JsonNode> deployables() {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    base().stream()
        .filter(one -> one.at("/spec/template").isObject())
        .forEach(one -> found.put(one.at("/metadata/name").asText(), one));
    return found;
  }

  /** The only container of a workload. */
  static JsonNode container(JsonNode workload) {
    return workload.at("/spec/template/spec/containers/0");
  }

  /** The variables of a workload, a stand-in for what comes from elsewhere. */
  static Map<String, String> environment(JsonNode workload) {
    Map<String, String> variables = new LinkedHashMap<>();
    list(container(workload).path("env"))
        .forEach(
            one ->
                variables.put(
                    one.path("name").asText(),
                    one.has("value")
                        ? one.path("value").asText().replace("$(POD_NAME)", "streams-app-0")
                        : "given"));
    return variables;
  }

  static Stream<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
