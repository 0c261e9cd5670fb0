package io.framewise.model.internvl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes Qwen2's tokenizer.json from vocab.json, merges.txt and the added tokens, which is all that
 * the original editions of most members have. How text is cut is the same for each of them; it is
 * written down in Transformers' {@code Qwen2Tokenizer}.
 */
final class QwenTokenizer {

  private static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final Pattern ID = Pattern.compile("\\d{1,9}");

  private QwenTokenizer() {}

  static byte[] json(TokenizerFiles files) {
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("version", "1.0");
    tokenizer.put("added_tokens", addedTokens(files));
    tokenizer.put("normalizer", Map.of("type", "NFC"));
    tokenizer.put(
        "pre_tokenizer",
        Map.of("type", "Sequence", "pretokenizers", List.of(words(), byteLevel(false))));
    tokenizer.put("post_processor", byteLevel(false));
    tokenizer.put("decoder", byteLevel(true));
    tokenizer.put("model", model(files));
    try {
      return new ObjectMapper().writeValueAsBytes(tokenizer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps can be written as JSON", e);
    }
  }

  private static Map<String, Object> words() {
    return Map.of(
        "type",
        "Split",
        "pattern",
        Map.of("Regex", WORDS),
        "behavior",
        "Isolated",
        "invert",
        false);
  }

  private static Map<String, Object> byteLevel(boolean trimOffsets) {
    return Map.of(
        "type",
        "ByteLevel",
        "add_prefix_space",
        false,
        "trim_offsets",
        trimOffsets,
        "use_regex",
        false);
  }

  private static Map<String, Object> model(TokenizerFiles files) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "BPE");
    model.put("vocab", files.tree("vocab.json"));
    model.put("merges", merges(files));
    model.put("byte_fallback", false);
    model.put("fuse_unk", false);
    return model;
  }

  /** A line each: two tokens that become one. The first line may tell the version. */
  private static List<String> merges(TokenizerFiles files) {
    return new String(files.bytes("merges.txt"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#version"))
        .toList();
  }

  /** From tokenizer_config.json, or from the older added_tokens.json. */
  private static List<Map<String, Object>> addedTokens(TokenizerFiles files) {
    List<Map<String, Object>> tokens = new ArrayList<>();
    String config = "tokenizer_config.json";
    JsonNode described =
        files.has(config)
            ? files.tree(config).path("added_tokens_decoder")
            : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : described.properties()) {
      String content = entry.getValue().path("content").asText();
      if (!ID.matcher(entry.getKey()).matches()) {
        throw files.badToken(config, content, entry.getKey());
      }
      tokens.add(token(Long.parseLong(entry.getKey()), content));
    }
    String older = "added_tokens.json";
    if (tokens.isEmpty() && files.has(older)) {
      for (Map.Entry<String, JsonNode> entry : files.tree(older).properties()) {
        JsonNode id = entry.getValue();
        if (!id.isIntegralNumber() || !id.canConvertToInt()) {
          throw files.badToken(older, entry.getKey(), id.toString());
        }
        tokens.add(token(id.asLong(), entry.getKey()));
      }
    }
    return tokens;
  }

  private static Map<String, Object> token(long id, String content) {
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("id", id);
    token.put("content", content);
    for (String option : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.put(option, false);
    }
    token.put("special", true);
    return token;
  }
}
