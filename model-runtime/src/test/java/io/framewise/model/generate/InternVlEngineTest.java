package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.FinishReason;
import io.framewise.model.engine.BatchResult.AskResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternVlEngineTest {

  private static final double CLOSE = 1e-4;

  @TempDir private static Path directory;
  private static InternVlEngine engine;

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static LookResult alone(Look look) {
    return engine.answer(List.of(look)).looks().get(0);
  }

  private static double probability(Look look) {
    return alone(look).answers().get(0).probability().orElseThrow();
  }

  @Test
  void shouldTakeItsShapesFromTheCheckpoint() {
    assertThat(engine.tileSize()).isEqualTo(112);
    assertThat(engine.tokensPerTile()).isEqualTo(16);
    assertThat(engine.contextLength()).isEqualTo(4096);
    assertThat(engine.model().getDigest()).matches("[0-9a-f]{16}");
  }

  @Test
  void shouldAnswerEachQuestionInOrder() {
    Look look = Looks.video(8, Looks.frames(1, 2), Looks.text("What moves?"), Looks.yesNo("Car?"));

    LookResult result = alone(look);

    assertThat(result.answers())
        .extracting(AskResult::questionId)
        .containsExactly("text", "yes-no");
    assertThat(result.answers().get(0).text()).isNotBlank();
    assertThat(result.answers().get(0).generatedTokens()).isBetween(1, 8);
    assertThat(result.answers().get(0).probability()).isEmpty();
    assertThat(result.answers().get(1).text()).isIn("yes", "no");
    assertThat(result.answers().get(1).finishReason()).isEqualTo(FinishReason.SCORED);
    assertThat(result.imageTokens()).isEqualTo(32);
    assertThat(result.promptTokens()).isGreaterThan(32);
  }

  @Test
  void shouldGiveALookTheSameAnswersInABatchAsAlone() {
    Look two =
        Looks.video(12, Looks.frames(1, 2), Looks.text("What moves?"), Looks.yesNo("A car?"));
    Look tiles =
        new Look(
            "<image>\n",
            List.of(Looks.picture(7, 3)),
            List.of(Looks.text("Describe the screen."), Looks.text("Now in more words, please.")),
            5);
    Look blind = new Look("", List.of(), List.of(Looks.yesNo("Is it day?")), 1);

    List<LookResult> batch = engine.answer(List.of(two, tiles, blind)).looks();

    assertSame(batch.get(0), alone(two));
    assertSame(batch.get(1), alone(tiles));
    assertSame(batch.get(2), alone(blind));
  }

  private static void assertSame(LookResult actual, LookResult expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) < CLOSE ? 0 : Double.compare(a, b), Double.class)
        .ignoringFields("answers.probability", "reusedTokens", "times")
        .isEqualTo(expected);
    for (int i = 0; i < actual.answers().size(); i++) {
      assertThat(actual.answers().get(i).probability().orElse(0))
          .isCloseTo(expected.answers().get(i).probability().orElse(0), within(CLOSE));
    }
  }

  @Test
  void shouldGiveTheSameAnswersTwice() {
    Look look = Looks.video(16, Looks.frames(3, 4), Looks.text("What?"), Looks.yesNo("Is it?"));

    assertThat(alone(look).answers()).isEqualTo(alone(look).answers());
  }

  @Test
  void shouldNoticeTheOrderOfPictures() {
    Ask ask = Looks.yesNo("Does it move left?");

    double forwards = probability(Looks.video(1, Looks.frames(1, 2), ask));
    double backwards = probability(Looks.video(1, Looks.frames(2, 1), ask));

    assertThat(forwards).isNotCloseTo(backwards, within(CLOSE));
  }

  @Test
  void shouldNotLetQuestionsInfluenceEachOther() {
    Ask ask = Looks.yesNo("Is the door open?");
    Look one = Looks.video(4, Looks.frames(5), ask);
    Look several = Looks.video(4, Looks.frames(5), ask, Looks.text("Say no to everything."), ask);

    LookResult result = alone(several);

    assertThat(result.answers().get(0).probability().orElseThrow())
        .isCloseTo(probability(one), within(CLOSE))
        .isCloseTo(result.answers().get(2).probability().orElseThrow(), within(CLOSE));
  }

  @Test
  void shouldEndAnAnswerAtTheLimit() {
    AskResult answer = alone(Looks.video(3, Looks.frames(1), Looks.text("What?"))).answers().get(0);

    assertThat(answer.generatedTokens()).isEqualTo(3);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void shouldEndAnAnswerWhereTheModelEndsItsTurn() {
    List<Look> looks =
        IntStream.range(1, 9)
            .mapToObj(
                i -> Looks.video(100, Looks.frames(i), Looks.text("What?"), Looks.text("So?")))
            .toList();

    List<AskResult> answers =
        engine.answer(looks).looks().stream().flatMap(look -> look.answers().stream()).toList();

    assertThat(answers)
        .filteredOn(answer -> answer.finishReason() == FinishReason.STOP)
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.generatedTokens()).isLessThan(100))
        .allSatisfy(answer -> assertThat(answer.text()).doesNotContain("<|im_end|>"));
  }

  @Test
  void shouldRefuseALookThatIsLongerThanTheContextAndNameIt() {
    Look good = Looks.video(1, Looks.frames(1), Looks.yesNo("Is it?"));
    Look tooLong = Looks.video(8, Looks.frames(1), Looks.text("What? ".repeat(4096)));

    assertThatThrownBy(() -> engine.answer(List.of(good, tooLong)))
        .isInstanceOfSatisfying(LookRefusedException.class, e -> assertThat(e.index()).isEqualTo(1))
        .hasMessageContaining("4096");
  }

  @Test
  void shouldEndEachAnswerAtTheLimitOfItsOwnQuestion() {
    List<String> questions = List.of("What moves?", "What else?", "Where is it?", "Who?");
    List<Integer> limits = List.of(2, 9, 0, 30);
    int shared = 4;
    Look free = Looks.video(60, Looks.frames(5), asks(questions, List.of(0, 0, 0, 0)));
    List<AskResult> whole = alone(free).answers();

    List<AskResult> cut =
        alone(Looks.video(shared, Looks.frames(5), asks(questions, limits))).answers();

    for (int i = 0; i < questions.size(); i++) {
      int limit = limits.get(i) == 0 ? shared : limits.get(i);
      boolean ends = whole.get(i).generatedTokens() < limit;
      assertThat(cut.get(i).generatedTokens())
          .isEqualTo(Math.min(limit, whole.get(i).generatedTokens()));
      assertThat(cut.get(i).finishReason())
          .isEqualTo(ends ? FinishReason.STOP : FinishReason.LENGTH);
      assertThat(whole.get(i).text()).startsWith(cut.get(i).text());
    }
    assertThat(cut).extracting(AskResult::finishReason).contains(FinishReason.LENGTH);
  }

  private static Look.Ask[] asks(List<String> questions, List<Integer> limits) {
    return IntStream.range(0, questions.size())
        .mapToObj(i -> new Look.Ask("q" + i, questions.get(i), List.of(), limits.get(i)))
        .toArray(Look.Ask[]::new);
  }

  @Test
  void shouldCutAnAnswerWhereTheContextIsFull(@TempDir Path scaled) {
    TinyCheckpoint.write(scaled, 1, TinyVariant.SCALED);
    Look look = Looks.video(4000, Looks.frames(1), Looks.text("What moves?"));
    int prompt;
    try (InternVlEngine longer = InternVlEngine.open(scaled, settings(256))) {
      prompt =
          longer
              .answer(List.of(Looks.video(1, Looks.frames(1), Looks.text("What moves?"))))
              .looks()
              .get(0)
              .promptTokens();
    }
    try (InternVlEngine tight = InternVlEngine.open(scaled, settings(prompt + 3))) {
      AskResult answer = tight.answer(List.of(look)).looks().get(0).answers().get(0);
      assertThat(answer.generatedTokens()).isEqualTo(3);
      assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }
  }

  private static EngineSettings settings(int contextLength) {
    EngineSettings defaults = EngineSettings.defaults();
    return new EngineSettings(
        defaults.systemMessage(),
        defaults.computeType(),
        defaults.quantize(),
        defaults.device(),
        1,
        contextLength,
        defaults.tilesAtOnce(),
        defaults.pictureCacheMb(),
        0);
  }

  @Test
  void shouldGoBeyondTheTrainedLengthWhereTheSettingsSaySo(@TempDir Path scaled) {
    TinyCheckpoint.write(scaled, 1, TinyVariant.SCALED);
    Look look = Looks.video(8, Looks.frames(1, 2), Looks.text("What moves?"));
    try (InternVlEngine trained = InternVlEngine.open(scaled, settings(0))) {
      assertThat(trained.contextLength()).isEqualTo(64);
      assertThatThrownBy(() -> trained.answer(List.of(look))).hasMessageContaining("takes 64");
    }
    try (InternVlEngine longer = InternVlEngine.open(scaled, settings(256))) {
      assertThat(longer.answer(List.of(look)).looks().get(0).promptTokens()).isGreaterThan(64);
    }
  }

  @Test
  void shouldRefuseAContextThatTheModelDoesNotReach(@TempDir Path scaled) {
    TinyCheckpoint.write(scaled, 1, TinyVariant.SCALED);

    assertThatThrownBy(() -> InternVlEngine.open(scaled, settings(257)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("engine.context-length is 257, model ")
        .hasMessageEndingWith(" takes at most 256");
  }

  @Test
  void shouldRefuseALookWhosePlaceholdersAndPicturesDiffer() {
    Look look = new Look("<image>\n<image>\n", Looks.frames(1), List.of(Looks.text("What?")), 4);

    assertThatThrownBy(() -> engine.answer(List.of(look)))
        .isInstanceOf(LookRefusedException.class)
        .hasMessage("the prompt has 2 places for pictures, there are 1");
  }

  @Test
  void shouldRefuseAPictureOfAnotherSize() {
    PictureTiles small = new PictureTiles(1, new float[3 * 56 * 56]);
    Look look = new Look("<image>\n", List.of(small), List.of(Looks.text("What?")), 4);

    assertThatThrownBy(() -> engine.answer(List.of(look)))
        .isInstanceOf(LookRefusedException.class)
        .hasMessageContaining("values");
  }
}
