package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.internvl.Tokens;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints as they arrive: not fetched, cut short, sharded, linked. */
class DamagedCheckpointTest {

  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 11421896\n".formatted(7);

  private static final String SHARD = "model-00001-of-00001.safetensors";

  @TempDir private Path directory;

  @BeforeEach
  void write() {
    TinyCheckpoint.write(directory, 1);
  }

  private UserError refused() {
    try {
      Checkpoint.open(directory);
      Tokens.open(directory).close();
    } catch (UserError e) {
      return e;
    }
    throw new AssertionError("it was taken");
  }

  private void shard() throws IOException {
    Files.move(directory.resolve("model.safetensors"), directory.resolve(SHARD));
    Files.writeString(
        directory.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"" + SHARD + "\"}}");
  }

  /** Vocabulary and merges instead of tokenizer.json, as in the original edition. */
  private void split() throws IOException {
    Files.delete(directory.resolve("tokenizer.json"));
    Files.writeString(directory.resolve("vocab.json"), "{\"a\": 0}");
    Files.writeString(directory.resolve("merges.txt"), "a b\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "generation_config.json",
        "preprocessor_config.json",
        "model.safetensors.index.json",
        SHARD,
        "vocab.json",
        "merges.txt"
      })
  void shouldSayThatAFileIsOnlyAPointer(String name) throws IOException {
    if (name.contains("-of-") || name.endsWith("index.json")) {
      shard();
    }
    if (name.equals("vocab.json") || name.equals("merges.txt")) {
      split();
    }
    Files.writeString(directory.resolve(name), POINTER);

    UserError error = refused();

    assertThat(error)
        .hasMessage(
            directory.resolve(name) + " is a Git LFS pointer, the file itself was not fetched");
    assertThat(error.wayOut()).contains("git lfs pull");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "generation_config.json",
        "preprocessor_config.json"
      })
  void shouldSayThatAFileIsEmpty(String name) throws IOException {
    Files.write(directory.resolve(name), new byte[0]);

    assertThat(refused()).hasMessage(directory.resolve(name) + " is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void shouldSayThatALinkLeadsNowhere(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("../../blobs/gone"));

    assertThat(refused()).hasMessage(file + " is a link to a file that is not there");

    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertThat(refused()).hasMessage(file + " is a link to a file that is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void shouldSayThatAFileIsADirectory(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.delete(file);
    Files.createDirectory(file);

    assertThat(refused()).hasMessage(file + " is not a file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 100, 5000, 500_000})
  void shouldSayThatWeightsAreCutShort(int length) throws IOException {
    Path file = directory.resolve("model.safetensors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThat(refused()).hasMessageStartingWith(file + " is not a usable safetensors file: ");
  }

  @Test
  void shouldNameATensorOfATypeThatIsNotRead() throws IOException {
    Path file = directory.resolve("model.safetensors");
    for (String type : new String[] {"F64", "I64", "F8_E4M3", "BOOL"}) {
      TinyCheckpoint.write(directory, 1);
      byte[] bytes = Files.readAllBytes(file);
      String header = new String(bytes, 8, 200, StandardCharsets.ISO_8859_1);
      int at = 8 + header.indexOf("\"BF16\"");
      byte[] shorter = ("\"" + type + "\"").getBytes(StandardCharsets.ISO_8859_1);
      // Blanks elsewhere in the header make up for the length.
      byte[] changed = new byte[bytes.length + shorter.length - 6];
      System.arraycopy(bytes, 0, changed, 0, at);
      System.arraycopy(shorter, 0, changed, at, shorter.length);
      System.arraycopy(bytes, at + 6, changed, at + shorter.length, bytes.length - at - 6);
      changed[0] = (byte) (changed[0] + shorter.length - 6);
      Files.write(file, changed);

      assertThat(refused())
          .hasMessageContaining(" is of type '" + type + "', supported is [F32, F16, BF16]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"0\", 4", "0, \"4\"", "0.0, 4", "0, 4.5", "true, 4", "0", "0, 4, 8", "-4, 0"})
  void shouldNotTakeOffsetsForWhatTheyAreNot(String offsets) throws IOException {
    Path file = directory.resolve("odd.safetensors");
    String header =
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [" + offsets + "]}}";
    RewrittenCheckpoint.write(
        file,
        header.getBytes(StandardCharsets.UTF_8),
        java.util.List.of(java.nio.ByteBuffer.allocate(4)));

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tensor a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"../x.safetensors\"", "5", "\"a/b.safetensors\"", "\"x\\u0000y\"", "\"\""})
  void shouldNotFollowAnIndexToWhatIsNoFileBesideIt(String name) throws IOException {
    shard();
    Path index = directory.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"a\": " + name + "}}");

    assertThat(refused())
        .hasMessageStartingWith(index + " points outside its directory, or names no file: ");
  }

  @Test
  void shouldOpenShardsInTheWorkingDirectory() throws Exception {
    Map<String, StoredTensor> before = new TreeMap<>(Checkpoint.open(directory).tensors());
    shard();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpenProbe.class.getName(),
                ".")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).endsWith(before.size() + " tensors\n");
    assertThat(process.waitFor()).isZero();
  }

  /** Opens a checkpoint in a process with a working directory of its own. */
  static final class OpenProbe {

    private OpenProbe() {}

    /** The directory. */
    public static void main(String[] arguments) {
      System.out.println(Checkpoint.open(Path.of(arguments[0])).tensors().size() + " tensors");
    }
  }
}
