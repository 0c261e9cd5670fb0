package io.framewise.model.internvl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.ByteAlphabet;
import io.framewise.model.checkpoint.CheckpointFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that each token of a tokenizer.json stands for. Qwen writes bytes as visible
 * characters; InternLM writes blanks as {@code ▁}, and bytes that are no character as {@code
 * <0x0A>}.
 */
final class TokenBytes {

  private static final Pattern ONE_BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");
  private static final byte[] NONE = {};

  private TokenBytes() {}

  /** By number; none for added tokens, but for the marks of things and places. */
  static List<byte[]> read(byte[] json, AddedTokens added) {
    JsonNode tokenizer = tree(json);
    boolean visible = tokenizer.path("decoder").toString().contains("ByteLevel");
    Map<Integer, Integer> alphabet = alphabet();
    Map<Integer, byte[]> bytes = new HashMap<>();
    for (Map.Entry<String, JsonNode> token : tokenizer.at("/model/vocab").properties()) {
      String text = token.getKey();
      bytes.put(token.getValue().asInt(), visible ? ofVisible(text, alphabet) : ofPiece(text));
    }
    added
        .ids()
        .forEach(
            (content, id) ->
                bytes.put(
                    id.intValue(),
                    AddedTokens.MARKS.contains(content)
                        ? content.getBytes(StandardCharsets.UTF_8)
                        : NONE));
    int size = bytes.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
    List<byte[]> ordered = new ArrayList<>(Collections.nCopies(size, NONE));
    bytes.forEach(ordered::set);
    return ordered;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UserError("tokenizer.json cannot be read as JSON", CheckpointFile.COPY_AGAIN, e);
    }
  }

  private static Map<Integer, Integer> alphabet() {
    Map<Integer, Integer> alphabet = new HashMap<>();
    List<String> characters = ByteAlphabet.characters();
    for (int value = 0; value < characters.size(); value++) {
      alphabet.put(characters.get(value).codePointAt(0), value);
    }
    return alphabet;
  }

  private static byte[] ofVisible(String token, Map<Integer, Integer> alphabet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int character : token.codePoints().toArray()) {
      if (!alphabet.containsKey(character)) {
        return token.getBytes(StandardCharsets.UTF_8);
      }
      bytes.write(alphabet.get(character));
    }
    return bytes.toByteArray();
  }

  private static byte[] ofPiece(String token) {
    Matcher one = ONE_BYTE.matcher(token);
    return one.matches()
        ? new byte[] {(byte) Integer.parseInt(one.group(1), 16)}
        : token.replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
  }
}
