package io.framewise.platform.fit;

import io.framewise.contract.UserError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The tokens of a model that are text, by their bytes. Made once for each tokenizer; does not
 * change.
 */
public final class Vocabulary {

  /** Tokens of more characters are looked at one by one. */
  private static final int LONGEST_PLAIN = 32;

  private static final int BITS = 6;

  /** All bytes that occur in UTF-8, but for control characters. */
  private static final int[] IN_TEXT =
      IntStream.concat(
              IntStream.concat(IntStream.rangeClosed(' ', '~'), IntStream.rangeClosed(0x80, 0xBF)),
              IntStream.rangeClosed(0xC2, 0xF4))
          .toArray();

  private final int size;
  private final long end;
  private final Function<String, long[]> encoder;
  private final List<byte[]> bytes;
  private final TokenTrie all;
  private final TokenTrie special;
  private final List<long[]> plain = new ArrayList<>();
  private final List<int[]> plainOfLength = new ArrayList<>();

  /**
   * A vocabulary.
   *
   * @param bytes of each token by its number; none for what is no text
   * @param end the token that ends an answer
   * @param encoder the tokens of a text, as the model saw them in training
   */
  public Vocabulary(List<byte[]> bytes, long end, Function<String, long[]> encoder) {
    this.bytes = List.copyOf(bytes);
    this.end = end;
    this.encoder = encoder;
    size = Math.max(bytes.size(), Math.toIntExact(end) + 1);
    int[] length = new int[bytes.size()];
    for (int token = 0; token < length.length; token++) {
      length[token] = plainLength(bytes.get(token));
    }
    all = new TokenTrie(this.bytes, IntStream.range(0, length.length).filter(this::isText));
    special =
        new TokenTrie(
            this.bytes, IntStream.range(0, length.length).filter(t -> isText(t) && length[t] == 0));
    plain.add(new long[words()]);
    plainOfLength.add(new int[0]);
    for (int count = 1; count <= LONGEST_PLAIN; count++) {
      int characters = count;
      int[] some = IntStream.range(0, length.length).filter(t -> length[t] == characters).toArray();
      long[] mask = plain.get(count - 1).clone();
      Arrays.stream(some).forEach(token -> set(mask, token));
      plain.add(mask);
      plainOfLength.add(some);
    }
    checkBytes();
  }

  /** An answer must be able to go on with any byte, so that it can always be ended. */
  private void checkBytes() {
    for (int value : IN_TEXT) {
      int node = all.child(0, value);
      if (node < 0 || all.firstToken(node) == all.endOfTokens(node)) {
        throw new UserError(
            "the tokenizer has no token for the byte 0x%02X by itself, so answers cannot be made to fit"
                .formatted(value),
            "take a checkpoint whose tokenizer has a token for each byte");
      }
    }
  }

  boolean isText(long token) {
    return token >= 0 && token < bytes.size() && bytes.get((int) token).length > 0;
  }

  /**
   * Characters of a token that can stand in a JSON string as it is; 0 for one that cannot, or is
   * not made of whole characters.
   */
  private static int plainLength(byte[] token) {
    String text = new String(token, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), token)
        || text.codePoints().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
      return 0;
    }
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST_PLAIN ? length : 0;
  }

  /** Numbers that a mask of all tokens takes. */
  int words() {
    return (size >> BITS) + 1;
  }

  static void set(long[] mask, long token) {
    mask[(int) token >> BITS] |= 1L << token;
  }

  static boolean has(long[] mask, long token) {
    int word = (int) token >> BITS;
    return word < mask.length && (mask[word] >>> token & 1) != 0;
  }

  long end() {
    return end;
  }

  /** The bytes that a token stands for; none of what is no text. */
  public byte[] bytes(long token) {
    return token >= 0 && token < bytes.size() ? bytes.get((int) token).clone() : new byte[0];
  }

  byte[] bytes(int token) {
    return bytes.get(token);
  }

  TokenTrie all() {
    return all;
  }

  /** Without the plain tokens, which any place within a JSON string allows. */
  TokenTrie special() {
    return special;
  }

  /** Most characters of a plain token. */
  int longestPlain() {
    return LONGEST_PLAIN;
  }

  /** The plain tokens of at most so many characters. */
  long[] plain(int most) {
    return plain.get(most);
  }

  /** The plain tokens of just so many characters. */
  int[] plainOfLength(int count) {
    return plainOfLength.get(count);
  }

  /**
   * The tokens of bytes: as the model saw them in training where that is possible, else as few as
   * can be.
   */
  int[] encode(byte[] text) {
    String whole = new String(text, StandardCharsets.UTF_8);
    long[] tokens = encoder.apply(whole);
    byte[] written = new byte[text.length];
    int length = 0;
    for (long token : tokens) {
      byte[] piece = token < bytes.size() ? bytes.get((int) token) : new byte[0];
      if (piece.length == 0 || length + piece.length > text.length) {
        return fewest(text);
      }
      System.arraycopy(piece, 0, written, length, piece.length);
      length += piece.length;
    }
    boolean same = length == text.length && Arrays.equals(written, text);
    return same ? Arrays.stream(tokens).mapToInt(Math::toIntExact).toArray() : fewest(text);
  }

  /** As few tokens as can be that are these bytes. */
  int[] fewest(byte[] text) {
    int[] count = new int[text.length + 1];
    int[] choice = new int[text.length];
    for (int at = text.length - 1; at >= 0; at--) {
      count[at] = text.length + 1;
      int node = 0;
      for (int to = at; to < text.length && node >= 0; to++) {
        node = all.child(node, text[to] & 0xFF);
        boolean token = node > 0 && all.firstToken(node) < all.endOfTokens(node);
        if (token && count[to + 1] + 1 < count[at]) {
          count[at] = count[to + 1] + 1;
          choice[at] = all.token(all.firstToken(node));
        }
      }
    }
    int[] tokens = new int[count[0]];
    int at = 0;
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = choice[at];
      at += bytes.get(tokens[i]).length;
    }
    return tokens;
  }
}
