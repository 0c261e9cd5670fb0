package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenBytesTest {

  @TempDir private Path directory;

  private static String text(List<byte[]> bytes, long... ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> new String(bytes.get((int) id), StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining());
  }

  private static String inBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldBeTheTextWhereBytesAreWrittenAsVisibleCharacters() {
    TinyCheckpoint.write(directory, 1);
    String text = "The red car, größer\n{\"a\": \"😀\"} <ref>yes</ref>";
    try (Tokens tokens = Tokens.open(directory)) {
      byte[] json = new TokenizerFiles(directory).json();
      List<byte[]> bytes = TokenBytes.read(json, AddedTokens.read(json));

      assertThat(text(bytes, tokens.plain(text))).isEqualTo(inBytes(text));
      assertThat(bytes.get((int) tokens.control(Tokens.END))).isEmpty();
      assertThat(bytes.get((int) tokens.control(Tokens.VISUAL))).isEmpty();
      assertThat(text(bytes, tokens.control("<box>"))).isEqualTo("<box>");
    }
  }

  @Test
  void shouldBeTheTextWherePiecesAreWrittenWithBytesAsTheirNumbers() throws IOException {
    byte[] json;
    try (InputStream in = TokenBytesTest.class.getResourceAsStream("internlm/tokenizer.json")) {
      json = in.readAllBytes();
    }
    AddedTokens added = AddedTokens.read(json);
    List<byte[]> bytes = TokenBytes.read(json, added);

    // Three tokens that are no text come before the bytes.
    assertThat(text(bytes, 0, 1, 2)).isEmpty();
    assertThat(text(bytes, 3 + '\n', 3 + 'A', 3 + 0xC3)).isEqualTo("\nA\u00C3");
    assertThat(bytes)
        .anySatisfy(piece -> assertThat(piece).startsWith((byte) ' ').hasSizeGreaterThan(1));
    assertThat(bytes)
        .noneSatisfy(piece -> assertThat(new String(piece, StandardCharsets.UTF_8)).contains("▁"));
    assertThat(bytes.get(added.id(Tokens.TURN).intValue())).isEmpty();
  }
}
