package io.framewise.model.hub;

import static io.framewise.model.hub.FakeHub.COMMIT;
import static io.framewise.model.hub.FakeHub.REPOSITORY;
import static io.framewise.model.hub.FakeHub.TENSORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {

  @TempDir private Path home;
  private FakeHub hub;
  private TestHub test;

  @BeforeEach
  void start() {
    hub = new FakeHub();
    test = new TestHub(hub, home);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void shouldSayWhatASnapshotLacksThatWasDownloadedInPart() throws IOException {
    Path found = test.find(REPOSITORY);
    for (String name : List.of("tokenizer.json", TENSORS)) {
      Files.delete(test.blob(name)); // the link stays, as when somebody cleans the blobs up

      assertThatThrownBy(() -> test.find(REPOSITORY, "HF_HUB_OFFLINE", "1"))
          .isInstanceOfSatisfying(
              UserError.class,
              e ->
                  assertThat(e.wayOut())
                      .isEqualTo("unset HF_HUB_OFFLINE once to download the rest"))
          .hasMessageContaining("was downloaded in part only")
          .hasMessageContaining("tokenizer.json")
          .hasMessageContaining("HF_HUB_OFFLINE is set");
    }
    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_HUB_OFFLINE", "1"))
        .hasMessageContaining("has no " + TENSORS + ", tokenizer.json");

    assertThat(test.find(REPOSITORY)).isEqualTo(found);
    assertThat(test.find(REPOSITORY, "HF_HUB_OFFLINE", "1")).isEqualTo(found);
  }

  @Test
  void shouldLayTheCacheOutAsHuggingFaceDoes() throws IOException {
    Path found = test.find(REPOSITORY);

    assertThat(found).isEqualTo(test.repository().resolve("snapshots").resolve(COMMIT));
    assertThat(names(found)).containsExactly("config.json", TENSORS, "tokenizer.json");
    for (String name : names(found)) {
      Path target = Path.of("../../blobs").resolve(test.blob(name).getFileName());
      assertThat(Files.readSymbolicLink(found.resolve(name))).isEqualTo(target);
      assertThat(found.resolve(name)).hasBinaryContent(hub.content(name));
    }
    assertThat(test.repository().resolve("refs/main")).hasContent(COMMIT);
    assertThat(names(test.repository().resolve("blobs"))).hasSize(3);
    assertThat(names(home.resolve("hub/.locks/models--acme--tiny"))).hasSize(3);
  }

  @Test
  void shouldTakeOnlyWhatACheckpointNeeds() throws IOException {
    for (String name :
        List.of("pytorch_model.bin", "modeling_internvl_chat.py", "README.md", "examples/a.json")) {
      hub.put(name, new byte[] {1});
    }
    hub.put("chat_template.jinja", new byte[] {2});
    hub.put("preprocessor_config.json", new byte[] {3});

    assertThat(names(test.find(REPOSITORY)))
        .containsExactly(
            "chat_template.jinja",
            "config.json",
            TENSORS,
            "preprocessor_config.json",
            "tokenizer.json");
  }

  @Test
  void shouldAskOnlyForTheCommitWhenTheNewestIsThere() {
    test.find(REPOSITORY);
    hub.seen().clear();

    assertThat(test.find(REPOSITORY)).isDirectory();

    assertThat(hub.seen()).extracting(FakeHub.Seen::step).containsExactly("LIST");
  }

  @Test
  void shouldNotAskAtAllForACommitThatIsThere() {
    test.find(REPOSITORY + "@" + COMMIT);
    hub.seen().clear();

    assertThat(test.find(REPOSITORY + "@" + COMMIT)).isDirectory();

    assertThat(hub.seen()).isEmpty();
    assertThat(test.repository().resolve("refs")).doesNotExist();
  }

  @Test
  void shouldNoteTheCommitOfABranch() {
    test.find(REPOSITORY + "@refs/pr/1");

    assertThat(test.repository().resolve("refs/refs/pr/1")).hasContent(COMMIT);
  }

  @Test
  void shouldUseWhatPythonHasCachedWhenOffline() throws IOException {
    Path found = asPythonLaysItOut();
    Files.write(found.resolve("tokenizer.json"), hub.content("tokenizer.json"));

    assertThat(test.find(REPOSITORY, "HF_HUB_OFFLINE", "1")).isEqualTo(found);
    assertThat(hub.seen()).isEmpty();
  }

  @Test
  void shouldDownloadOnlyWhatPythonHasNotCached() throws IOException {
    Path found = asPythonLaysItOut();

    assertThat(test.find(REPOSITORY)).isEqualTo(found);

    assertThat(found.resolve("tokenizer.json")).hasBinaryContent(hub.content("tokenizer.json"));
    assertThat(hub.count("CDN " + TENSORS)).isZero();
    assertThat(hub.count("HEAD config.json")).isZero();
  }

  /** Weights and config.json, as huggingface_hub 1.33.0 leaves them behind. */
  private Path asPythonLaysItOut() throws IOException {
    Path snapshot = test.repository().resolve("snapshots").resolve(COMMIT);
    Files.createDirectories(snapshot);
    Files.createDirectories(test.repository().resolve("blobs"));
    Files.createDirectories(test.repository().resolve("refs"));
    for (String name : List.of("config.json", TENSORS)) {
      Files.write(test.blob(name), hub.content(name));
      Path blob = Path.of("../../blobs").resolve(test.blob(name).getFileName());
      Files.createSymbolicLink(snapshot.resolve(name), blob);
    }
    Files.writeString(test.repository().resolve("refs/main"), COMMIT);
    return snapshot;
  }

  @Test
  void shouldTellWhatToDoWhenOfflineAndNotCached() {
    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_HUB_OFFLINE", "1"))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> assertThat(e.wayOut()).contains("unset HF_HUB_OFFLINE", "directory"))
        .hasMessageContainingAll(
            REPOSITORY, "no directory", home.toString(), "HF_HUB_OFFLINE is set");
    assertThat(hub.seen()).isEmpty();
  }

  @Test
  void shouldNotTakeASnapshotThatLacksAShardForWhole() throws IOException {
    Path found = asPythonLaysItOut();
    Files.delete(found.resolve(TENSORS));
    String index = "{\"weight_map\":{\"a\":\"config.json\",\"b\":\"model-2.safetensors\"}}";
    Files.writeString(found.resolve("model.safetensors.index.json"), index);
    Files.write(found.resolve("tokenizer.json"), hub.content("tokenizer.json"));

    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_HUB_OFFLINE", "yes"))
        .hasMessageContaining("downloaded in part only")
        .hasMessageContaining("has no model-2.safetensors");

    Files.writeString(found.resolve("model-2.safetensors"), "");
    assertThat(test.find(REPOSITORY, "HF_HUB_OFFLINE", "yes")).isEqualTo(found);
  }

  @Test
  void shouldUseTheCacheWhenTheHubCannotBeReached() {
    Path found = test.find(REPOSITORY);
    hub.close();

    assertThat(test.find(REPOSITORY)).isEqualTo(found);
    assertThat(test.pauses()).isEmpty();
  }

  @Test
  void shouldCopyWhereThereAreNoLinks() {
    Path found = test.find(REPOSITORY, "HF_HUB_DISABLE_SYMLINKS", "1");

    assertThat(found.resolve(TENSORS)).isRegularFile().hasBinaryContent(hub.content(TENSORS));
    assertThat(Files.isSymbolicLink(found.resolve(TENSORS))).isFalse();
  }

  @Test
  void shouldLinkAnewWhatLostItsBlob() throws IOException {
    Path found = test.find(REPOSITORY);
    Files.delete(test.blob(TENSORS));

    test.find(REPOSITORY);

    assertThat(found.resolve(TENSORS)).hasBinaryContent(hub.content(TENSORS));
  }

  @Test
  void shouldRefuseNamesThatLeaveTheSnapshot() {
    for (String name : List.of("../x.safetensors", "/etc/x.json", "a/../../config.json", "a\\b")) {
      hub.put(name, new byte[] {1});

      assertThatThrownBy(() -> test.find(REPOSITORY))
          .as(name)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("outside the model");
      hub.remove(name);
    }
    assertThat(test.repository()).doesNotExist();
  }

  @Test
  void shouldRefuseARepositoryWithoutSafetensors() {
    hub.remove(TENSORS);
    hub.put("pytorch_model.bin", "x".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> test.find(REPOSITORY)).hasMessageContaining("no config.json with");
  }
}
