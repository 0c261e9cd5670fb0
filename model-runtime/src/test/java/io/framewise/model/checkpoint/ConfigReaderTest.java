package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private RewrittenCheckpoint files;

  @BeforeEach
  void write() {
    files = RewrittenCheckpoint.in(directory);
  }

  private ModelConfig read() {
    return ConfigReader.read(directory.resolve("config.json"));
  }

  private void change(String section, String key, String value) throws IOException {
    var parsed = JSON.readTree(value.replace('\'', '"'));
    files.config(
        root -> (section.equals("root") ? root : (ObjectNode) root.get(section)).set(key, parsed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "vision_config | hidden_act      | 'quick_gelu' | hidden_act is quick_gelu, supported is [gelu]",
        "vision_config | norm_type       | 'batch_norm' | norm_type is batch_norm",
        "vision_config | num_channels    | 4            | num_channels is 4",
        "vision_config | image_size      | [448, 224]   | image_size is [448,224]",
        "vision_config | use_mean_pooling | false       | use_mean_pooling is false",
        "root          | vision_feature_layer | 3       | num_hidden_layers is 2, the pictures come from 3",
        "root          | vision_feature_layer | -4      | num_hidden_layers is 2, the pictures come from -4",
        "root          | vision_feature_layer | [-1, -2] | vision_feature_layer is [-1,-2]",
        "root          | vision_feature_select_strategy | 'full' | vision_feature_select_strategy is full",
        "root          | downsample_ratio | 0.25        | downsample_ratio is 0.25",
        "root          | projector_hidden_act | 'relu'  | projector_hidden_act is relu",
        "root          | model_type      | 'llava'      | model_type is 'llava'",
        "text_config   | model_type      | 'qwen3'      | model_type is qwen3",
        "text_config   | model_type      | 'qwen3_moe'  | model_type is qwen3_moe",
        "text_config   | model_type      | 'gpt_oss'    | model_type is gpt_oss",
        "text_config   | hidden_act      | 'gelu'       | hidden_act is gelu",
        "text_config   | use_sliding_window | true      | use_sliding_window is true",
        "text_config   | rope_scaling    | {'type': 'linear', 'factor': 2.0} | rope_scaling.type is linear",
        "text_config   | rope_scaling    | {'rope_type': 'yarn', 'factor': 2.0} | rope_type is yarn",
        "text_config   | rope_scaling    | {'rope_type': 'dynamic'} | rope_scaling.factor is 0.0",
        "text_config   | rope_parameters | {'rope_type': 'llama3'} | rope_parameters.rope_type is llama3",
        "text_config   | partial_rotary_factor | 0.5    | partial_rotary_factor is 0.5"
      })
  void shouldRefuseByNameWhatIsNotComputed(String section, String key, String value, String problem)
      throws IOException {
    change(section, key, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(directory.resolve("config.json").toString())
        .hasMessageContaining(problem);
  }

  @Test
  void shouldRefuseTheOlderPixelShuffleAlsoWhereItIsOnlyTheDefault() throws IOException {
    OriginalFormat.rewrite(directory);
    change("root", "ps_version", "'v1'");
    assertThatThrownBy(this::read).hasMessageContaining("ps_version is v1, supported is [v2]");

    files.config(root -> root.remove("ps_version"));
    assertThatThrownBy(this::read).hasMessageContaining("ps_version is v1, supported is [v2]");
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "2, 2", "-2, 1", "1, 1", "0, 0", "-3, 0"})
  void shouldCountLayersFromEitherEnd(int layer, int used) throws IOException {
    change("root", "vision_feature_layer", Integer.toString(layer));
    assertThat(read().vision().usedLayers()).isEqualTo(used);

    files = RewrittenCheckpoint.in(directory);
    OriginalFormat.rewrite(directory);
    change("root", "select_layer", Integer.toString(layer));
    assertThat(read().vision().usedLayers()).isEqualTo(used);
  }

  @Test
  void shouldTakeTheDefaultsOfTheClassThatReadsTheFormat() throws IOException {
    files.config(
        root -> {
          root.putObject("vision_config");
          root.remove("image_seq_length");
        });
    assertThat(read().vision())
        .isEqualTo(new VisionConfig(448, 14, 1024, 24, 24, 16, 4096, false, 1e-6));

    files = RewrittenCheckpoint.in(directory);
    OriginalFormat.rewrite(directory);
    files.config(root -> root.putObject("vision_config"));
    assertThat(read().vision())
        .isEqualTo(new VisionConfig(112, 14, 3200, 48, 48, 25, 12_800, true, 1e-6));
  }

  @Test
  void shouldReadPositionsOfAllWritings() throws IOException {
    assertThat(read().text().rotary()).isEqualTo(new RotaryConfig(1e6, 4096, 2));

    change("text_config", "rope_scaling", "{'type': 'dynamic', 'factor': 6.0}");
    assertThat(read().text().rotary()).isEqualTo(new RotaryConfig(1e6, 4096, 6));

    change("text_config", "rope_scaling", "null");
    assertThat(read().text().rotary()).isEqualTo(new RotaryConfig(1e6, 4096, 1));

    change(
        "text_config",
        "rope_parameters",
        "{'rope_type': 'dynamic', 'factor': 3.0, 'rope_theta': 5e7}");
    assertThat(read().text().rotary()).isEqualTo(new RotaryConfig(5e7, 4096, 3));
  }
}
