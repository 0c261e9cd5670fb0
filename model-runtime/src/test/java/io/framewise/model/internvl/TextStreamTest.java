package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tiny tokenizer has a token for each byte, so that characters come in pieces. */
class TextStreamTest {

  @TempDir private static Path directory;
  private static Tokens tokens;

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    tokens = Tokens.open(directory);
  }

  @AfterAll
  static void close() {
    tokens.close();
  }

  private static List<String> pieces(long[] ids) {
    TextStream stream = new TextStream(tokens);
    List<String> pieces = new ArrayList<>();
    for (long id : ids) {
      pieces.add(stream.add(id));
    }
    pieces.add(stream.end());
    return pieces;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The red car stops.",
        "  yes \n\n no  ",
        "书生·万象 und Äpfel",
        "e\u0301te\u0301 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA!",
        "a \uFFFD b",
        "<ref>car</ref><box>[[1, 2, 3, 4]]</box>",
        ""
      })
  void shouldMakeUpTheWholeText(String text) {
    assertThat(String.join("", pieces(tokens.plain(text)))).isEqualTo(text.strip());
  }

  @Test
  void shouldHandOnPlainTextAtOnce() {
    assertThat(pieces(tokens.plain("yes red car"))).containsExactly("yes", " red", " car", "");
  }

  @Test
  void shouldKeepTheBlankBeforeTextThatContinuesAnother() {
    TextStream stream = new TextStream(tokens, true);
    StringBuilder text = new StringBuilder();
    for (long id : tokens.plain(" red car")) {
      text.append(stream.add(id));
    }

    assertThat(text.append(stream.end())).hasToString(" red car");
  }

  @Test
  void shouldShowACharacterOnlyWhenItIsWhole() {
    assertThat(pieces(tokens.plain("生a"))).containsExactly("", "", "", "生a", "");
  }

  @Test
  void shouldShowWhatIsDrawnAsOneOnlyWhenItIsWhole() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69";

    assertThat(pieces(tokens.plain(family + "!")))
        .filteredOn(piece -> !piece.isEmpty())
        .containsExactly(family + "!");
  }

  @Test
  void shouldKeepLabelsAndLeaveOutControlTokens() {
    long[] ids = {
      tokens.control(Tokens.PICTURE),
      tokens.plain("yes")[0],
      tokens.control("<ref>"),
      tokens.control(Tokens.END)
    };

    assertThat(String.join("", pieces(ids))).isEqualTo("yes<ref>");
  }

  @Test
  void shouldMakeUpTheWholeTextOfAnyTokens() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      long[] ids = random.longs(20, 0, 300).toArray();

      assertThat(String.join("", pieces(ids)))
          .as(Arrays.toString(ids))
          .isEqualTo(tokens.text(LongStream.of(ids)));
    }
  }
}
