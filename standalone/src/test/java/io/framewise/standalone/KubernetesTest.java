package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.testing.RenderedPage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests hold together, and give every pod what it needs and no more. */
class KubernetesTest {

  private static final Path ROOT = RenderedPage.root();
  private static final String KUSTOMIZATION = "kustomization.yaml";
  private static final Pattern UID = Pattern.compile("useradd --uid (\\d+)");
  private static final Pattern SIZE = Pattern.compile("(\\d+)(Gi|g)");

  @Test
  void shouldParseEveryFile() {
    assertThat(Manifests.files()).hasSizeGreaterThan(7);
    for (Path file : Manifests.files()) {
      assertThat(Manifests.documents(file))
          .as(file.toString())
          .isNotEmpty()
          .allSatisfy(document -> assertThat(document.isObject()).isTrue());
    }
  }

  @Test
  void shouldFindEveryFileThatAKustomizationNamesAndNoneThatNoneNames() {
    Set<Path> named = new HashSet<>();
    for (Path file : Manifests.files()) {
      if (file.endsWith(KUSTOMIZATION)) {
        named.add(file);
        JsonNode kustomization = Manifests.documents(file).get(0);
        Stream.of(
                Manifests.list(kustomization.path("resources")),
                Manifests.list(kustomization.path("patches")).map(patch -> patch.path("path")),
                Manifests.list(kustomization.path("configMapGenerator"))
                    .flatMap(map -> Manifests.list(map.path("files"))))
            .flatMap(names -> names)
            .map(name -> file.resolveSibling(name.asText()).normalize())
            .map(path -> Files.isDirectory(path) ? path.resolve(KUSTOMIZATION) : path)
            .forEach(named::add);
      }
    }
    assertThat(named).allSatisfy(path -> assertThat(path).isRegularFile());
    assertThat(named).containsExactlyInAnyOrderElementsOf(Manifests.files());
  }

  @Test
  void shouldChangeOnlyWhatTheBaseHasInTheOverlay() {
    Map<String, JsonNode> deployables = Manifests.deployables();
    JsonNode patch = Manifests.documents(Manifests.GPU.resolve("model-runtime.yaml")).get(0);
    JsonNode changed = deployables.get(patch.at("/metadata/name").asText());

    assertThat(changed).isNotNull();
    assertThat(patch.path("kind")).isEqualTo(changed.path("kind"));
    assertThat(Manifests.container(patch).path("name"))
        .isEqualTo(Manifests.container(changed).path("name"));
    assertThat(Manifests.container(patch).at("/resources/limits").has("nvidia.com/gpu")).isTrue();
    Set<String> images = new TreeSet<>();
    deployables.values().forEach(one -> images.add(image(one)));
    for (Path folder : List.of(Manifests.BASE, Manifests.GPU)) {
      assertThat(
              Manifests.list(
                  Manifests.documents(folder.resolve(KUSTOMIZATION)).get(0).path("images")))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(images).contains(one.path("name").asText()));
    }
  }

  private static String image(JsonNode workload) {
    return Manifests.container(workload).path("image").asText();
  }

  @Test
  void shouldRunWithoutRightsThatArePointless() throws Exception {
    for (Map.Entry<String, JsonNode> one : Manifests.deployables().entrySet()) {
      JsonNode pod = one.getValue().at("/spec/template/spec");
      JsonNode container = Manifests.container(one.getValue());
      Matcher uid = UID.matcher(Files.readString(ROOT.resolve(one.getKey() + "/Dockerfile")));
      assertThat(uid.find()).isTrue();
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).as(one.getKey()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asText()).isEqualTo(uid.group(1));
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("enableServiceLinks").asBoolean(true)).as("variables refused").isFalse();
      JsonNode rights = container.path("securityContext");
      assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      assertThat(
              Manifests.list(container.path("volumeMounts"))
                  .filter(mount -> !mount.path("readOnly").asBoolean())
                  .map(mount -> mount.path("mountPath").asText()))
          .contains("/tmp", "/home/framewise");
    }
  }

  @Test
  void shouldHaveAtLeastTheMemoryOfTheComposeFile() {
    JsonNode services =
        Manifests.documents(ROOT.resolve("docker-compose.yml")).get(0).path("services");
    Manifests.deployables()
        .forEach(
            (name, workload) -> {
              JsonNode resources = Manifests.container(workload).path("resources");
              assertThat(resources.at("/requests/cpu").asText()).as(name).isNotEmpty();
              assertThat(gigabytes(resources.at("/limits/memory").asText()))
                  .as(name)
                  .isEqualTo(gigabytes(resources.at("/requests/memory").asText()))
                  .isGreaterThanOrEqualTo(
                      gigabytes(services.path(name).path("mem_limit").asText()));
            });
  }

  private static int gigabytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    assertThat(matcher.find()).as(size).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void shouldGiveEveryDeployableADisruptionBudgetAndEverySelectorItsPods() {
    Map<String, JsonNode> deployables = Manifests.deployables();
    assertThat(deployables).containsOnlyKeys("connectors", "streams-app", "model-runtime");
    assertThat(deployables.get("streams-app").path("kind").asText()).isEqualTo("StatefulSet");
    Set<JsonNode> guarded = new HashSet<>();
    Set<JsonNode> labels = new HashSet<>();
    deployables.values().forEach(one -> labels.add(one.at("/spec/template/metadata/labels")));
    for (JsonNode object : Manifests.base()) {
      JsonNode selector = object.at("/spec/selector/matchLabels");
      switch (object.path("kind").asText()) {
        case "PodDisruptionBudget" -> guarded.add(selector);
        case "Service" -> assertThat(labels).contains(object.at("/spec/selector"));
        case "Deployment", "StatefulSet" ->
            assertThat(selector).isEqualTo(object.at("/spec/template/metadata/labels"));
        default -> assertThat(object.path("kind").asText()).isNotEmpty();
      }
    }
    assertThat(guarded).isEqualTo(labels);
  }

  @Test
  void shouldMountWhatIsThereOrWhatThePageSaysHowToMake() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/operations.md"));
    Set<String> known = new HashSet<>();
    Manifests.base().forEach(one -> known.add(one.at("/metadata/name").asText()));
    known.add("framewise-settings"); // by the generator of the kustomization
    for (JsonNode workload : Manifests.deployables().values()) {
      Set<String> volumes = new HashSet<>();
      Manifests.list(workload.at("/spec/template/spec/volumes"))
          .forEach(
              volume -> {
                volumes.add(volume.path("name").asText());
                assertThat(page).contains(volume.at("/secret/secretName").asText());
                Stream.of("/configMap/name", "/persistentVolumeClaim/claimName")
                    .map(place -> volume.at(place).asText())
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> assertThat(known).contains(name));
              });
      Manifests.list(workload.at("/spec/volumeClaimTemplates"))
          .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
      assertThat(Manifests.list(Manifests.container(workload).path("volumeMounts")))
          .allSatisfy(mount -> assertThat(volumes).contains(mount.path("name").asText()));
      Manifests.list(Manifests.container(workload).path("env"))
          .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
          .forEach(secret -> assertThat(page).contains(secret));
    }
  }

  @Test
  void shouldBeBuiltByKustomize() throws Exception {
    assumeThat(
            Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))))
        .as("kubectl is not on the PATH, so its check is left out")
        .isTrue();
    for (Path folder : List.of(Manifests.BASE, Manifests.GPU)) {
      Process process =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said).contains("kind: StatefulSet", "name: framewise-settings-");
    }
  }
}
