package io.framewise.model.hub;

import static io.framewise.model.hub.FakeHub.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocationTest {

  @TempDir private Path directory;

  @Test
  void shouldPreferADirectory() {
    assertThat(ModelLocation.resolve(directory.toString())).isEqualTo(directory);
  }

  @Test
  void shouldSayWhatAModelMayBe() {
    assertThatThrownBy(() -> ModelLocation.resolve("models/no/such"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.wayOut()).contains(ModelLocation.EXAMPLE))
        .hasMessage("models/no/such is neither a directory nor the name of a model on the hub");
  }

  @Test
  void shouldSayThatAPathIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("model.safetensors"));
    assertThatThrownBy(() -> ModelLocation.resolve(file.toString()))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " is a file, not the directory of a model");

    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> ModelLocation.resolve(loop.toString()))
        .isInstanceOf(UserError.class)
        .hasMessage(loop + " is a link that leads nowhere");
  }

  @Test
  void shouldTakeNoNameThatIsNone() {
    assertThatThrownBy(() -> ModelLocation.resolve(" "))
        .isInstanceOf(UserError.class)
        .hasMessage("no model is named");
    assertThatThrownBy(() -> ModelLocation.resolve("mod\0el\u001b[2J"))
        .isInstanceOf(UserError.class)
        .hasMessage("mod?el?[2J is neither a directory nor the name of a model on the hub");
  }

  @Test
  void shouldTakeADirectoryWhoseNameHasBlanksAndLetters() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("my model (früh) 生"));

    assertThat(ModelLocation.resolve(odd.toString())).isEqualTo(odd);
  }

  @Test
  void shouldOpenADownloadedCheckpointUnderItsHubName() throws IOException {
    Path local = directory.resolve("local");
    TinyCheckpoint.write(local, 1);
    try (FakeHub hub = new FakeHub();
        Stream<Path> files = Files.list(local)) {
      for (Path file : files.toList()) {
        hub.put(file.getFileName().toString(), Files.readAllBytes(file));
      }

      Checkpoint found = Checkpoint.open(new TestHub(hub, directory).find(FakeHub.REPOSITORY));

      assertThat(found.info().getName()).isEqualTo("acme/tiny");
      assertThat(found.info().getDigest()).isEqualTo(Checkpoint.open(local).info().getDigest());
    }
  }

  @Test
  void shouldNameOnlySnapshotsByTheirHubName() {
    for (String path : List.of("models--a--b", "models--a--b/blobs", "snapshots/" + COMMIT)) {
      Path place = directory.resolve(path);

      assertThat(ModelLocation.name(place)).isEqualTo(place.getFileName().toString());
    }
  }
}
