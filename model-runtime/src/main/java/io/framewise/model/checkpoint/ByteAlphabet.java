package io.framewise.model.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How byte-level tokenizers write bytes: each as one visible character. */
public final class ByteAlphabet {

  private static final int BYTES = 256;

  private ByteAlphabet() {}

  /** The 256 characters in the order of their bytes. */
  public static List<String> characters() {
    List<String> characters = new ArrayList<>();
    int next = BYTES;
    for (int value = 0; value < BYTES; value++) {
      characters.add(Character.toString(visible(value) ? value : next++));
    }
    return characters;
  }

  /** A text in this alphabet, one character a byte. */
  public static List<String> write(String text) {
    List<String> characters = characters();
    List<String> written = new ArrayList<>();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      written.add(characters.get(value & 0xFF));
    }
    return written;
  }

  /** Whether a byte by itself is printable text. */
  public static boolean printable(int value) {
    return value >= '!' && value <= '~';
  }

  private static boolean visible(int value) {
    return printable(value) || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
  }
}
