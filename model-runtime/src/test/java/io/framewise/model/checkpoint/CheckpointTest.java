package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.UserError;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {

  private static final String QUERY = "language_model.model.layers.1.self_attn.q_proj.weight";

  @TempDir private Path directory;

  @Test
  void shouldReadDimensionsOfBothGenerationsOfConfigurations() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    ModelConfig older = Checkpoint.open(directory).config();
    files.config(
        root -> {
          ObjectNode text = (ObjectNode) root.get("text_config");
          text.remove(List.of("rope_theta", "rope_scaling"));
          text.putObject("rope_parameters")
              .put("rope_type", "dynamic")
              .put("factor", 2.0)
              .put("rope_theta", 1e6);
          ((ObjectNode) root.get("vision_config")).put("image_size", 112).put("patch_size", 14);
        });

    assertThat(Checkpoint.open(directory).config()).isEqualTo(older);
    assertThat(older.text().rotary().theta()).isEqualTo(1e6);
    assertThat(older.tokensPerTile()).isEqualTo(16);
  }

  @Test
  void shouldNameAMissingDirectoryAndTheWayOut() {
    Path nowhere = directory.resolve("nowhere");

    assertThatThrownBy(() -> Checkpoint.open(nowhere))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.wayOut()).contains("model tiny --out DIR"))
        .hasMessage("model directory " + nowhere + " does not exist");
  }

  @Test
  void shouldNameMissingUnknownAndMisshapenTensorsAtOnce() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    Map<String, StoredTensor> tensors = files.tensors();
    StoredTensor removed = tensors.remove(QUERY);
    tensors.put("language_model.model.layers.9.self_attn.q_proj.weight", removed);
    String norm = "language_model.model.norm.weight";
    StoredTensor shorter = tensors.get(norm).rows(0, 100);
    tensors.put(norm, shorter);
    files.tensors(tensors);

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing: language_model.layers.1.self_attn.q_proj.weight;")
        .hasMessageContaining("language_model.norm.weight is [100] instead of [128]")
        .hasMessageContaining("not known: language_model.layers.9.self_attn.q_proj.weight");
  }

  @Test
  void shouldNameAJoinedTensorThatHasNoRows() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    OriginalFormat.rewrite(directory);
    Map<String, StoredTensor> tensors = files.tensors();
    tensors.computeIfPresent(
        "vision_model.encoder.layers.0.attn.qkv.weight", (name, tensor) -> tensor.rows(0, 0));
    files.tensors(tensors);

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vision_tower.encoder.layer.0.attention.");
  }

  @Test
  void shouldRefuseBiasesThatOnlySomeLayersHave() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    Map<String, StoredTensor> tensors = files.tensors();
    tensors.remove("language_model.model.layers.2.self_attn.k_proj.bias");
    files.tensors(tensors);

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .hasMessageContaining("missing: language_model.layers.2.self_attn.k_proj.bias");
  }

  @Test
  void shouldReadTheSameTensorsUnderThePrefixesOfNewerTools() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    Map<String, StoredTensor> before = Checkpoint.open(directory).tensors();
    Map<String, StoredTensor> renamed = new TreeMap<>();
    files
        .tensors()
        .forEach(
            (name, tensor) -> {
              String inner = name.replace("language_model.model.", "language_model.");
              boolean head = name.equals("language_model.lm_head.weight");
              renamed.put(head ? "lm_head.weight" : "model." + inner, tensor);
            });
    files.tensors(renamed);

    assertSame(Checkpoint.open(directory).tensors(), before);
  }

  @Test
  void shouldReadShards() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    Map<String, StoredTensor> before = Checkpoint.open(directory).tensors();
    Map<String, StoredTensor> first = files.tensors();
    Map<String, StoredTensor> second = new TreeMap<>(Map.of(QUERY, first.remove(QUERY)));
    Files.delete(files.file());
    RewrittenCheckpoint.write(directory.resolve("model-00001-of-00002.safetensors"), first);
    RewrittenCheckpoint.write(directory.resolve("model-00002-of-00002.safetensors"), second);
    Files.writeString(
        directory.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\", \""
            + QUERY
            + "\": \"model-00002-of-00002.safetensors\"}}");

    assertSame(Checkpoint.open(directory).tensors(), before);
  }

  @Test
  void shouldNotFollowAnIndexOutOfItsDirectory() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    Files.delete(files.file());
    Files.writeString(
        directory.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"../secret.safetensors\"}}");

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("points outside its directory");
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheSameTensorsFromTheOriginalFormat(TinyVariant variant) throws IOException {
    Path copy = directory.resolve("copy");
    TinyCheckpoint.write(directory, 1, variant);
    TinyCheckpoint.write(copy, 1, variant);
    OriginalFormat.rewrite(copy);

    Checkpoint before = Checkpoint.open(directory);
    Checkpoint after = Checkpoint.open(copy);

    assertThat(after.config()).isEqualTo(before.config());
    assertSame(after.tensors(), before.tensors());
  }

  @Test
  void shouldKnowInternLmsNames() throws IOException {
    TinyCheckpoint.write(directory, 1, TinyVariant.INTERNLM);
    OriginalFormat.rewrite(directory);

    assertThat(RewrittenCheckpoint.existing(directory).tensors())
        .containsKeys(
            "language_model.model.tok_embeddings.weight",
            "language_model.model.layers.2.attention.wqkv.weight",
            "language_model.model.layers.2.attention.wo.weight",
            "language_model.model.layers.2.feed_forward.w1.weight",
            "language_model.model.layers.2.feed_forward.w2.weight",
            "language_model.model.layers.2.feed_forward.w3.weight",
            "language_model.model.layers.2.attention_norm.weight",
            "language_model.model.layers.2.ffn_norm.weight",
            "language_model.model.norm.weight",
            "language_model.output.weight")
        .hasSize(4 + 14 * 2 + 6 + 7 * 3 + 3);
  }

  @Test
  void shouldAskForAHeadWhereTheConfigurationSaysThatItIsNotTied() throws IOException {
    TinyCheckpoint.write(directory, 1, TinyVariant.TIED);
    assertThat(Checkpoint.open(directory).tensors()).doesNotContainKey("lm_head.weight");
    RewrittenCheckpoint files = RewrittenCheckpoint.existing(directory);
    files.config(root -> root.remove("tie_word_embeddings"));
    assertThat(Checkpoint.open(directory).tensors()).doesNotContainKey("lm_head.weight");
    files.config(root -> root.put("tie_word_embeddings", false));

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing: lm_head.weight");
  }

  @Test
  void shouldDigestConfigurationTokenizerAndWeights() throws IOException {
    RewrittenCheckpoint files = RewrittenCheckpoint.in(directory);
    String digest = Checkpoint.open(directory).info().getDigest();

    assertThat(Checkpoint.open(directory).info().getDigest()).isEqualTo(digest);
    files.config(root -> root.put("note", "changed"));
    String configured = Checkpoint.open(directory).info().getDigest();
    assertThat(configured).isNotEqualTo(digest);
    Path tokenizer = directory.resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer) + "\n");
    String tokenized = Checkpoint.open(directory).info().getDigest();
    assertThat(tokenized).isNotEqualTo(configured);
    Map<String, StoredTensor> tensors = files.tensors();
    tensors.put(QUERY, tensors.get(QUERY.replace("layers.1", "layers.0")));
    files.tensors(tensors);
    assertThat(Checkpoint.open(directory).info().getDigest()).isNotEqualTo(tokenized);
  }

  private static void assertSame(
      Map<String, StoredTensor> actual, Map<String, StoredTensor> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          assertThat(actual.get(name).shape()).as(name).isEqualTo(tensor.shape());
          assertThat(actual.get(name).type()).as(name).isEqualTo(tensor.type());
          assertThat(StoredBytes.of(actual.get(name))).as(name).isEqualTo(StoredBytes.of(tensor));
        });
  }

  @Test
  void shouldRefuseQuantizedFilesByNameWithTheWayOut() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("quantized"));
    Path file = Files.writeString(folder.resolve("InternVL3-8B-Q4_K_M.gguf"), "GGUF");

    for (Path given : List.of(folder, file)) {
      assertThatThrownBy(() -> Checkpoint.open(given))
          .isInstanceOf(UserError.class)
          .hasMessage(file + " is a GGUF file, which is not read")
          .extracting(e -> ((UserError) e).wayOut())
          .asString()
          .contains("safetensors")
          .contains("--quantize int8");
    }
  }

  @Test
  void shouldMissTheNormsOfQueriesAndKeysWhereTheLanguageModelIsQwen3() throws IOException {
    TinyCheckpoint.write(directory, 1, TinyVariant.QWEN3);
    assertThat(Checkpoint.open(directory).config().text().headDim()).isEqualTo(24);
    RewrittenCheckpoint files = RewrittenCheckpoint.existing(directory);
    Map<String, StoredTensor> tensors = new TreeMap<>(files.tensors());
    tensors.keySet().removeIf(name -> name.contains("q_norm"));
    files.tensors(tensors);

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing: language_model.layers.0.self_attn.q_norm.weight");
  }
}
