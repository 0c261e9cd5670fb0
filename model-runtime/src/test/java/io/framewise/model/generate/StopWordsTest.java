package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopWordsTest {

  @Test
  void shouldHoldBackWhatMayBeAWordUntilItIsNone() {
    StopWords words = new StopWords(List.of("END"));

    assertThat(words.add("a E")).isEqualTo("a ");
    assertThat(words.add("N")).isEmpty();
    assertThat(words.add("TER")).isEqualTo("ENTER");
    assertThat(words.add(" EN")).isEqualTo(" ");
    assertThat(words.end()).isEqualTo("EN");
    assertThat(words.found()).isFalse();
  }

  @Test
  void shouldEndBeforeTheFirstOfSeveral() {
    StopWords words = new StopWords(List.of("two", "one"));

    assertThat(words.add("zero one two")).isEqualTo("zero ");
    assertThat(words.found()).isTrue();
    assertThat(words.add("more")).isEmpty();
    assertThat(words.end()).isEmpty();
  }

  /** However a text is cut into pieces. */
  @Test
  void shouldFindAWordThatIsCutAnywhere() {
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 30; k++) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      List<String> wanted = List.of("abca", "cc", "bacb");
      int first =
          wanted.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(text.length());
      StopWords words = new StopWords(wanted);
      StringBuilder told = new StringBuilder();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(5));
        told.append(words.add(text.substring(at, end)));
        at = end;
      }
      told.append(words.end());

      // Of two that begin in one piece the first counts; one that ends earlier is seen earlier.
      assertThat(text.toString()).startsWith(told.toString());
      assertThat(told.length()).isGreaterThanOrEqualTo(first);
      assertThat(wanted).noneMatch(word -> told.indexOf(word) >= 0);
    }
  }
}
