package io.framewise.model.checkpoint;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
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
        "text_config   | model_type      | 'qwen3_moe'  | model_type is qwen3_moe, a mixture of experts",
        "text_config   | model_type      | 'gpt_oss'    | model_type is gpt_oss",
        "text_config   | hidden_act      | 'gelu'       | hidden_act is gelu",
        "text_config   | use_sliding_window | true      | use_sliding_window is true",
        "text_config   | rope_scaling    | {'type': 'linear', 'factor': 2.0} | rope_scaling.type is linear",
        "text_config   | rope_scaling    | {'rope_type': 'yarn', 'factor': 2.0} | rope_type is yarn",
        "text_config   | rope_scaling    | {'rope_type': 'dynamic'} | rope_scaling.factor is 0.0",
        "text_config   | rope_parameters | {'rope_type': 'llama3'} | rope_parameters.rope_type is llama3",
        "text_config   | rope_scaling    | {'factor': 2.0} | rope_scaling.factor is there without a type",
        "text_config   | rope_parameters | {'full_attention': {'rope_theta': 5e7}} | rope_parameters.full_attention is an object",
        "text_config   | layer_types     | ['full_attention', 'sliding_attention'] | layer_types holds sliding_attention, supported is full_attention",
        "text_config   | layer_types     | 'sliding_attention' | layer_types is",
        "text_config   | partial_rotary_factor | 0.5    | partial_rotary_factor is 0.5",
        "root          | quantization_config | {'bits': 4} | quantization_config is there",
        "root          | quantization_config | {'quant_method': 'awq'} | the weights are quantized (awq)",
        "text_config   | quantization_config | {'quant_method': 'gptq'} | the weights are quantized (gptq)",
        "root          | flash_relative_threshold | 0.5 | the model is a Flash edition",
        "text_config   | num_hidden_layers | 100000     | at most 512 are supported"
      })
  void shouldRefuseByNameWhatIsNotComputed(String section, String key, String value, String problem)
      throws IOException {
    change(section, key, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(directory.resolve("config.json").toString())
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "text_config   | num_hidden_layers   | '3'     | num_hidden_layers is '3', wanted is a whole number above 0",
        "text_config   | num_hidden_layers   | 3.0     | num_hidden_layers is 3.0, wanted is a whole number above 0",
        "text_config   | num_hidden_layers   | 3.9     | num_hidden_layers is 3.9, wanted is a whole number above 0",
        "text_config   | num_attention_heads | true    | num_attention_heads is true, wanted is a whole number",
        "text_config   | hidden_size         | [128]   | hidden_size is [128], wanted is a whole number",
        "text_config   | hidden_size         | -128    | hidden_size is -128, wanted is a whole number above 0",
        "text_config   | hidden_size         | 99999999999 | hidden_size is 99999999999, wanted is a whole number",
        "text_config   | vocab_size          | {'a': 1} | vocab_size is",
        "text_config   | head_dim            | '16'    | head_dim is",
        "text_config   | rms_norm_eps        | '1e-6'  | rms_norm_eps is '1e-6', wanted is a number above 0",
        "text_config   | rms_norm_eps        | true    | rms_norm_eps is true, wanted is a number above 0",
        "text_config   | rms_norm_eps        | -1e-6   | rms_norm_eps is -",
        "text_config   | rope_theta          | '10000' | rope_theta is '10000', wanted is a number above 0",
        "text_config   | rope_theta          | 1e999   | rope_theta is",
        "text_config   | rope_scaling        | 'dynamic' | rope_scaling is 'dynamic', wanted is an object",
        "text_config   | rope_scaling        | {'type': 'dynamic', 'factor': '2'} | factor is '2', wanted is a number",
        "text_config   | rope_scaling        | {'type': 2} | rope_scaling.type is 2, wanted is a text",
        "text_config   | max_position_embeddings | '4096' | max_position_embeddings is '4096', wanted",
        "text_config   | use_sliding_window  | 'false' | use_sliding_window is 'false', wanted is true or false",
        "text_config   | use_sliding_window  | 0       | use_sliding_window is 0, wanted is true or false",
        "text_config   | hidden_act          | 1       | hidden_act is 1, wanted is a text",
        "root          | tie_word_embeddings | 'false' | tie_word_embeddings is 'false', wanted is true or false",
        "root          | tie_word_embeddings | 1       | tie_word_embeddings is 1, wanted is true or false",
        "root          | downsample_ratio    | '0.5'   | downsample_ratio is '0.5', supported is 0.5",
        "root          | image_seq_length    | '16'    | image_seq_length is '16', wanted is a whole number",
        "root          | vision_feature_layer | '-1'   | vision_feature_layer is '-1', wanted is a whole number",
        "root          | vision_feature_layer | -1.5   | vision_feature_layer is -1.5, wanted is a whole number",
        "root          | model_type          | 7       | model_type is 7, wanted is a text",
        "root          | vision_config       | []      | vision_config is [], wanted is an object",
        "root          | text_config         | 'qwen2' | text_config is 'qwen2', wanted is an object",
        "vision_config | image_size          | '112'   | image_size is '112', wanted is a whole number",
        "vision_config | image_size          | ['112', '112'] | image_size is ['112','112'], wanted",
        "vision_config | patch_size          | 14.0    | patch_size is 14.0, wanted is a whole number",
        "vision_config | num_channels        | '3'     | num_channels is '3', supported is 3",
        "vision_config | use_mean_pooling    | 'true'  | use_mean_pooling is 'true', wanted is true or false",
        "vision_config | layer_norm_eps      | '1e-6'  | layer_norm_eps is '1e-6', wanted is a number above 0",
        "vision_config | norm_type           | 1       | norm_type is 1, wanted is a text"
      })
  void shouldRefuseByNameWhatIsOfAnotherType(
      String section, String key, String value, String problem) throws IOException {
    change(section, key, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(directory.resolve("config.json").toString())
        .hasMessageContaining(problem.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "template           | 'Hermes-2'       | template is Hermes-2, supported is [internvl2_5]",
        "template           | 'internlm2-chat' | template is internlm2-chat, supported is [internvl2_5]",
        "template           | 'phi3-chat'      | template is phi3-chat, supported is [internvl2_5]",
        "template           | 5                | template is 5, wanted is a text",
        "dynamic_image_size | false            | dynamic_image_size is false, supported is true",
        "use_thumbnail      | false            | use_thumbnail is false, supported is true",
        "use_thumbnail      | 1                | use_thumbnail is 1, wanted is true or false",
        "pad2square         | true             | pad2square is true, supported is false",
        "min_dynamic_patch  | 2                | min_dynamic_patch is 2, supported is 1",
        "max_dynamic_patch  | '12'             | max_dynamic_patch is",
        "use_llm_lora       | 16               | use_llm_lora is 16, supported is 0",
        "ps_version         | 2                | ps_version is 2, wanted is a text",
        "force_image_size   | '112'            | force_image_size is",
        "select_layer       | true             | select_layer is true, wanted is a whole number"
      })
  void shouldRefuseByNameWhatTheOriginalFormatAsksForAndIsNotDone(
      String key, String value, String problem) throws IOException {
    OriginalFormat.rewrite(directory);
    change("root", "template", "'internvl2_5'");
    assertThat(read().tokensPerTile()).isEqualTo(16);
    change("root", key, value);

    assertThatThrownBy(this::read).isInstanceOf(UserError.class).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "image_mean     | [0.5, 0.5, 0.5]     | image_mean is [0.5,0.5,0.5], supported is [0.485, 0.456, 0.406]",
        "image_std      | ['0.229', 0.224, 0.225] | image_std is",
        "size           | {'height': 384, 'width': 384} | size.height is 384, supported is 112",
        "size           | '112'               | size is",
        "do_normalize   | false               | do_normalize is false, supported is true",
        "do_rescale     | 'true'              | do_rescale is",
        "resample       | 2                   | resample is 2, supported is 3",
        "rescale_factor | 1.0                 | rescale_factor is 1.0, supported is 1/255",
        "max_patches    | '12'                | max_patches is"
      })
  void shouldRefuseByNamePixelsThatAreNotMade(String key, String value, String problem)
      throws IOException {
    Path file = directory.resolve("preprocessor_config.json");
    ObjectNode preprocessor = (ObjectNode) JSON.readTree(file.toFile());
    JSON.writeValue(file.toFile(), preprocessor.set(key, JSON.readTree(value.replace('\'', '"'))));

    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file + ": " + problem);

    OriginalFormat.rewrite(
        RewrittenCheckpoint.in(directory.resolve("original")).file().getParent());
    Files.copy(file, directory.resolve("original/preprocessor_config.json"), REPLACE_EXISTING);
    assertThat(ConfigReader.read(directory.resolve("original/config.json")).tokensPerTile())
        .as("the original format carries this file for another program")
        .isEqualTo(16);
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
    Files.delete(directory.resolve("preprocessor_config.json"));
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
