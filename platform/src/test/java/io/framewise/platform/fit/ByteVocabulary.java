package io.framewise.platform.fit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A vocabulary of all bytes, some words, and a token that ends an answer. */
final class ByteVocabulary {

  private static final int BYTES = 256;

  private ByteVocabulary() {}

  static Vocabulary of(String... words) {
    List<byte[]> bytes = new ArrayList<>();
    for (int value = 0; value < BYTES; value++) {
      bytes.add(new byte[] {(byte) value});
    }
    for (String word : words) {
      bytes.add(word.getBytes(StandardCharsets.UTF_8));
    }
    return of(bytes);
  }

  /** The longest token first, as it comes. */
  static Vocabulary of(List<byte[]> tokens) {
    List<byte[]> bytes = new ArrayList<>(tokens);
    bytes.add(new byte[0]);
    return new Vocabulary(bytes, bytes.size() - 1L, text -> longestFirst(bytes, text));
  }

  private static long[] longestFirst(List<byte[]> bytes, String text) {
    List<Long> tokens = new ArrayList<>();
    String left = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    while (!left.isEmpty()) {
      int best = left.charAt(0);
      for (int token = BYTES; token < bytes.size(); token++) {
        String piece = new String(bytes.get(token), StandardCharsets.ISO_8859_1);
        if (piece.length() > bytes.get(best).length && left.startsWith(piece)) {
          best = token;
        }
      }
      tokens.add((long) best);
      left = left.substring(bytes.get(best).length);
    }
    return tokens.stream().mapToLong(Long::longValue).toArray();
  }
}
