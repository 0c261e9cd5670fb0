package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.chat.AnswerListener;
import io.framewise.model.chat.ChatSession;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.chat.Reply;
import io.framewise.model.chat.Turn;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture goes through the vision tower once, and that changes no answer by a bit. */
class PicturesSeenOnceTest {

  /** 16 tokens of 128 floats a tile. */
  private static final int TILE_BYTES = 16 * 128 * 4;

  @TempDir private Path directory;
  private InternVlEngine engine;
  private InternVlEngine forgetful;

  @BeforeEach
  void open() {
    TinyCheckpoint.write(directory, 1);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
    forgetful = InternVlEngine.open(directory, keeping(0));
  }

  @AfterEach
  void close() {
    engine.close();
    forgetful.close();
  }

  private static EngineSettings keeping(int megabytes) {
    EngineSettings defaults = EngineSettings.defaults();
    return new EngineSettings(
        defaults.systemMessage(),
        defaults.computeType(),
        defaults.quantize(),
        defaults.device(),
        defaults.threads(),
        defaults.contextLength(),
        defaults.tilesAtOnce(),
        megabytes,
        0);
  }

  private static PictureKey key(int number, int tiles) {
    return new PictureKey("picture-" + number, 112, 112, tiles);
  }

  private static PictureTiles picture(int number, int tiles) {
    return Looks.picture(number, tiles).under(key(number, tiles));
  }

  private static Look look(List<? extends Picture> pictures, Look.Ask... asks) {
    return new Look("<image>\n".repeat(pictures.size()), pictures, List.of(asks), 16);
  }

  private static Look window(int from, int to) {
    return look(
        IntStream.rangeClosed(from, to).mapToObj(i -> picture(i, 1)).toList(),
        Looks.text("What moves?"),
        Looks.yesNo("A car?"));
  }

  private static List<LookResult> answers(InternVlEngine of, Look... looks) {
    return of.answer(List.of(looks)).looks();
  }

  /** All of what was said, probabilities to the last bit. */
  private static List<List<AskResult>> said(List<LookResult> results) {
    return results.stream().map(LookResult::answers).toList();
  }

  private static List<Integer> cached(List<LookResult> results) {
    return results.stream().map(LookResult::cachedPictures).toList();
  }

  @Test
  void shouldHaveSeenHalfOfAWindowThatOverlapsByHalf() {
    List<Integer> hits = new ArrayList<>();
    for (int start = 1; start <= 17; start += 4) {
      hits.addAll(cached(answers(engine, window(start, start + 7))));
    }

    assertThat(hits).containsExactly(0, 4, 4, 4, 4);
  }

  @Test
  void shouldAlsoHaveSeenItWhenBothWindowsRunAsOneBatch() {
    assertThat(cached(answers(engine, window(1, 8), window(5, 12)))).containsExactly(0, 4);
  }

  @Test
  void shouldLookOnceAtAStillScene() {
    Look still =
        look(IntStream.range(0, 8).mapToObj(i -> picture(1, 1)).toList(), Looks.text("What?"));

    assertThat(cached(answers(engine, still))).containsExactly(7);
    assertThat(cached(answers(engine, still))).containsExactly(8);
  }

  @Test
  void shouldGiveTheSameAnswersWhereverTheRowsComeFrom() {
    Look mixed = look(List.of(picture(9, 3), picture(2, 1)), Looks.text("And here?"));
    List<List<AskResult>> alone = new ArrayList<>();
    for (Look one : List.of(window(1, 8), window(5, 12), mixed)) {
      alone.addAll(said(answers(forgetful, one)));
    }

    assertThat(said(answers(engine, window(1, 8)))).isEqualTo(alone.subList(0, 1));
    assertThat(said(answers(engine, window(5, 12)))).isEqualTo(alone.subList(1, 2));
    assertThat(said(answers(engine, mixed))).isEqualTo(alone.subList(2, 3));
    List<LookResult> again = answers(engine, mixed);
    assertThat(cached(again)).containsExactly(2);
    assertThat(said(again)).isEqualTo(alone.subList(2, 3));
    // The same beside others, all of it from the cache or all of it seen anew.
    List<LookResult> batch = answers(engine, mixed, window(1, 8), window(5, 12));
    assertThat(cached(batch)).containsExactly(2, 8, 8);
    assertThat(said(batch)).isEqualTo(said(answers(forgetful, mixed, window(1, 8), window(5, 12))));
  }

  @Test
  void shouldTakeAPictureThatTheCallerHoldsInsteadOfItsPixels() {
    Look.Ask ask = Looks.text("What moves?");
    List<LookResult> seen = answers(engine, look(List.of(picture(1, 3), picture(2, 1)), ask));
    List<Picture> held =
        List.of(
            engine.pictures().find(key(1, 3)).orElseThrow(),
            engine.pictures().find(key(2, 1)).orElseThrow());
    try (Look look = look(held, ask)) {
      List<LookResult> again = answers(engine, look);

      assertThat(cached(again)).containsExactly(2);
      assertThat(said(again)).isEqualTo(said(seen));
      assertThat(again.get(0).imageTokens()).isEqualTo(4 * 16);
    }
  }

  @Test
  void shouldTellPicturesThatAreCutOtherwiseApart() {
    answers(engine, look(List.of(picture(1, 1)), Looks.text("What?")));

    assertThat(cached(answers(engine, look(List.of(picture(1, 3)), Looks.text("What?")))))
        .containsExactly(0);
  }

  @Test
  void shouldStayWithinItsBoundAndAnswerWhatDoesNotFitIt() {
    int fitting = (1 << 20) / TILE_BYTES;
    try (InternVlEngine small = InternVlEngine.open(directory, keeping(1))) {
      for (int i = 0; i < fitting + 10; i += 10) {
        answers(small, window(i, i + 9));
        assertThat(small.pictures().bytes()).isLessThanOrEqualTo(1 << 20);
      }

      assertThat(small.pictures().bytes()).isGreaterThan((1 << 20) - 10 * TILE_BYTES);
      assertThat(small.pictures().find(key(0, 1))).isEmpty();
      assertThat(small.pictures().find(key(fitting + 5, 1))).isPresent();
      assertThat(said(answers(small, window(0, 9))))
          .isEqualTo(said(answers(forgetful, window(0, 9))));
    }
  }

  /** The same pictures after other words, so that what was read of them before is of no use. */
  private static Look again(Look look) {
    return new Look(
        "Once more: " + look.prompt(), look.pictures(), look.questions(), look.maxNewTokens());
  }

  @Test
  void shouldAnswerABatchWithMorePicturesThanItKeeps() {
    Look[] looks = {window(1, 150), window(151, 300)};
    try (InternVlEngine small = InternVlEngine.open(directory, keeping(1))) {
      List<LookResult> results = answers(small, looks);

      assertThat(said(results)).isEqualTo(said(answers(forgetful, looks)));
      assertThat(cached(answers(small, again(looks[1])))).containsExactly((1 << 20) / TILE_BYTES);
    }
  }

  @Test
  void shouldKeepNothingWhereItIsTurnedOffOrAPictureHasNoKey() {
    Look bare = Looks.video(4, Looks.frames(1), Looks.text("What?"));
    answers(engine, bare);
    answers(forgetful, window(1, 8));

    assertThat(cached(answers(engine, bare))).containsExactly(0);
    assertThat(cached(answers(forgetful, again(window(1, 8))))).containsExactly(0);
    assertThat(forgetful.pictures().keeps()).isFalse();
    assertThat(forgetful.pictures().bytes() + engine.pictures().bytes()).isZero();
  }

  @Test
  void shouldHaveSeenAPictureOfAnotherConversation() {
    GenerationOptions options = GenerationOptions.greedy(8);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
        Turn turn = new Turn.User("<image>\n", List.of(picture(1, 3)), "What is it?");
        replies.addAll(chat.answer(turn, options, AnswerListener.NONE).replies());
      }
    }

    assertThat(replies).extracting(Reply::cachedPictures).containsExactly(0, 1);
    assertThat(replies.get(1).tokens()).isEqualTo(replies.get(0).tokens());
  }
}
