package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewise.model.generate.Chunk.Place;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {

  private static final Offset<Float> CLOSE = within(1e-4f);

  @TempDir private static Path directory;
  private static TinyModel tiny;

  @BeforeAll
  static void load() {
    tiny = TinyModel.write(directory, TinyVariant.SMALL);
  }

  @AfterAll
  static void close() {
    tiny.close();
  }

  private static long[] tokens(int count, int salt) {
    return LongStream.range(0, count).map(i -> (i * 37 + salt) % 400).toArray();
  }

  private static float[] atOnce(long[] ids) {
    return tiny.logitsOf(ids, List.of());
  }

  @Test
  void shouldGiveTheSameLogitsTokenByTokenAsAtOnce() {
    long[] ids = tokens(60, 3);
    float[] last = {};
    try (Conversation conversation = tiny.conversation(1, ids.length)) {
      for (int i = 0; i < ids.length; i++) {
        Chunk chunk = new Chunk(1);
        Place place = chunk.add(0, new long[] {ids[i]}, i, 0, 0);
        last = tiny.logits(conversation, chunk, place);
      }
    }

    assertThat(last).containsExactly(atOnce(ids), CLOSE);
  }

  @Test
  void shouldKeepQuestionsApart() {
    long[] prompt = tokens(20, 1);
    long[] first = tokens(9, 5);
    long[] second = tokens(6, 11);
    Chunk chunk = new Chunk(1);
    chunk.add(0, prompt, 0, 0, 0);
    Place firstEnd = chunk.add(0, first, 20, 1, 0);
    Place secondEnd = chunk.add(0, second, 20, 2, 0);

    assertThat(logits(chunk, firstEnd)).containsExactly(atOnce(joined(prompt, first)), CLOSE);
    assertThat(logits(chunk, secondEnd)).containsExactly(atOnce(joined(prompt, second)), CLOSE);
  }

  @Test
  void shouldKeepContinuationsOfOneQuestionApart() {
    long[] question = tokens(12, 2);
    long[] yes = tokens(3, 90);
    long[] no = tokens(4, 120);
    Chunk chunk = new Chunk(1);
    chunk.add(0, question, 0, 1, 0);
    Place yesEnd = chunk.add(0, yes, 12, 1, 1);
    Place noEnd = chunk.add(0, no, 12, 1, 2);

    assertThat(logits(chunk, yesEnd)).containsExactly(atOnce(joined(question, yes)), CLOSE);
    assertThat(logits(chunk, noEnd)).containsExactly(atOnce(joined(question, no)), CLOSE);
  }

  @Test
  void shouldGiveEachRowOfABatchTheLogitsItHasAlone() {
    long[] shorter = tokens(7, 4);
    long[] longer = tokens(31, 8);
    Chunk chunk = new Chunk(2);
    Place shorterEnd = chunk.add(0, shorter, 0, 0, 0);
    Place longerEnd = chunk.add(1, longer, 0, 0, 0);

    assertThat(logits(chunk, shorterEnd)).containsExactly(atOnce(shorter), CLOSE);
    assertThat(logits(chunk, longerEnd)).containsExactly(atOnce(longer), CLOSE);
  }

  @Test
  void shouldTakeTheTokenForPixelsAsAnyOtherWhereThereAreNoPictures() {
    long[] ids = {5, tiny.pictureId(), 7};
    long[] others = {5, 6, 7};

    assertThat(atOnce(ids)).isNotEqualTo(atOnce(others)).doesNotContain(Float.NaN);
  }

  @Test
  void shouldRefuseMoreSlotsThanTheCacheHas() {
    Chunk chunk = new Chunk(1);
    Place end = chunk.add(0, tokens(5, 0), 0, 0, 0);
    try (Conversation conversation = tiny.conversation(1, 4)) {
      assertThatThrownBy(() -> tiny.logits(conversation, chunk, end))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("5 slots");
    }
  }

  private static float[] logits(Chunk chunk, Place place) {
    try (Conversation conversation = tiny.conversation(chunk.batch(), chunk.length())) {
      return tiny.logits(conversation, chunk, place);
    }
  }

  private static long[] joined(long[] first, long[] second) {
    long[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
