package io.framewise.model.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.Sampling;
import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.model.generate.GeneratedToken.Scored;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.generate.Looks;
import io.framewise.model.generate.PoisonedCheckpoint;
import io.framewise.model.internvl.PicturePrompt;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatSessionTest {

  private static final Turn QUESTION = Turn.User.of("What is red?");
  private static final Turn.User LOOK =
      new Turn.User(PicturePrompt.single(), Looks.frames(1), "What is it?");
  private static final Sampling HOT = new Sampling(1.5, 50, 0.95, 1.1, 42);

  @TempDir private static Path directory;
  private static InternVlEngine engine;

  /** Keeps all it hears, and ends answers after so many tokens. */
  private static final class Recorder implements AnswerListener {

    private final Map<Integer, List<GeneratedToken>> tokens = new TreeMap<>();
    private final Map<Integer, StringBuilder> texts = new TreeMap<>();
    private final int most;
    private int heard;

    Recorder(int most) {
      this.most = most;
    }

    @Override
    public void token(int conversation, GeneratedToken token) {
      tokens.computeIfAbsent(conversation, key -> new ArrayList<>()).add(token);
      heard++;
    }

    @Override
    public void text(int conversation, String piece) {
      assertThat(piece).isNotEmpty();
      texts.computeIfAbsent(conversation, key -> new StringBuilder()).append(piece);
    }

    @Override
    public boolean cancelled() {
      return heard >= most;
    }
  }

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Reply once(Turn turn, GenerationOptions options) {
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      return chat.answer(turn, options, AnswerListener.NONE).replies().get(0);
    }
  }

  private static GenerationOptions drawn(int seed) {
    return new GenerationOptions(12, new Sampling(1.5, 50, 0.95, 1.1, seed), 0);
  }

  @Test
  void shouldReadOnlyWhatIsNewInEachTurn() {
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      Reply first =
          chat.answer(LOOK, GenerationOptions.greedy(6), AnswerListener.NONE).replies().get(0);
      int before = chat.filled().get(0);

      Reply second =
          chat.answer(QUESTION, GenerationOptions.greedy(6), AnswerListener.NONE).replies().get(0);

      int answered = second.tokens().size() - (second.ending() == Ending.STOP ? 0 : 1);
      assertThat(chat.filled().get(0) - before).isEqualTo(second.readTokens() + answered);
      assertThat(second.readTokens()).isLessThan(40);
      assertThat(second.promptTokens())
          .isGreaterThan(first.promptTokens() + first.tokens().size())
          .isEqualTo(chat.filled().get(0) - answered);
      assertThat(second.imageTokens()).isZero();
      assertThat(first.imageTokens()).isEqualTo(16);
    }
  }

  @Test
  void shouldTellOfTokensAndTextAsTheyCome() {
    Recorder recorder = new Recorder(Integer.MAX_VALUE);
    try (ChatSession chat = new ChatSession(engine.parts(), 2)) {
      List<Reply> replies =
          chat.answer(
                  List.of(List.of(LOOK), List.of(QUESTION)), GenerationOptions.greedy(40), recorder)
              .replies();

      for (int i = 0; i < 2; i++) {
        assertThat(recorder.tokens.get(i)).isEqualTo(replies.get(i).tokens());
        assertThat(recorder.texts.get(i)).hasToString(replies.get(i).text());
      }
    }
  }

  @Test
  void shouldDrawTheSameFromTheSameSeedInABatchAsAlone() {
    GenerationOptions options = new GenerationOptions(12, HOT, 0);
    Reply look = once(LOOK, options);
    Reply question = once(QUESTION, options);
    try (ChatSession chat = new ChatSession(engine.parts(), 2)) {
      List<Reply> both =
          chat.answer(List.of(List.of(QUESTION), List.of(LOOK)), options, AnswerListener.NONE)
              .replies();

      assertThat(both).containsExactly(question, look);
    }
    assertThat(once(LOOK, drawn(1)).tokens()).isNotEqualTo(once(LOOK, drawn(2)).tokens());
  }

  @Test
  void shouldGiveTheLikeliestTokensWithEachToken() {
    Reply reply = once(LOOK, new GenerationOptions(5, Sampling.GREEDY, 5));

    assertThat(reply.tokens())
        .hasSize(5)
        .allSatisfy(token -> assertThat(token.best()).hasSize(5))
        .allSatisfy(token -> assertThat(token.best().get(0).id()).isEqualTo(token.id()))
        .allSatisfy(
            token ->
                assertThat(token.best())
                    .isSortedAccordingTo(
                        (a, b) -> Double.compare(b.logProbability(), a.logProbability())));
    Reply all = once(LOOK, new GenerationOptions(1, Sampling.GREEDY, 10_000));
    double sum =
        all.tokens().get(0).best().stream()
            .mapToDouble(Scored::logProbability)
            .map(Math::exp)
            .sum();
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void shouldEndAnAnswerWhereItIsCancelledAndGoOnFromThere() {
    Reply whole = once(LOOK, GenerationOptions.greedy(12));
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      Reply cut = chat.answer(LOOK, GenerationOptions.greedy(12), new Recorder(3)).replies().get(0);

      assertThat(cut.ending()).isEqualTo(Ending.CANCELLED);
      assertThat(cut.tokens()).hasSize(3).isEqualTo(whole.tokens().subList(0, 3));
      Reply next =
          chat.answer(QUESTION, GenerationOptions.greedy(3), AnswerListener.NONE).replies().get(0);
      assertThat(next.promptTokens()).isEqualTo(cut.promptTokens() + 3 + next.readTokens() - 1);
    }
  }

  @Test
  void shouldForgetAQuestionThatIsCancelledBeforeItsAnswerBegins() {
    Reply alone = once(QUESTION, GenerationOptions.greedy(6));
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      Reply nothing =
          chat.answer(LOOK, GenerationOptions.greedy(6), new Recorder(0)).replies().get(0);

      assertThat(nothing.ending()).isEqualTo(Ending.CANCELLED);
      assertThat(nothing.tokens()).isEmpty();
      assertThat(chat.answer(QUESTION, GenerationOptions.greedy(6), AnswerListener.NONE).replies())
          .containsExactly(alone);
    }
  }

  @Test
  void shouldLeaveAConversationThatIsNotAskedAsItIs() {
    try (ChatSession chat = new ChatSession(engine.parts(), 2)) {
      chat.answer(
          List.of(List.of(LOOK), List.of()), GenerationOptions.greedy(6), AnswerListener.NONE);

      List<Reply> replies =
          chat.answer(
                  List.of(List.of(), List.of(QUESTION)),
                  GenerationOptions.greedy(6),
                  AnswerListener.NONE)
              .replies();

      assertThat(replies).containsExactly(once(QUESTION, GenerationOptions.greedy(6)));
    }
  }

  @Test
  void shouldRefuseWhatTheContextDoesNotHoldAndGoOn() {
    Turn tooLong = Turn.User.of("x ".repeat(4000));
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      assertThatThrownBy(
              () -> chat.answer(tooLong, GenerationOptions.greedy(6), AnswerListener.NONE))
          .isInstanceOf(LookRefusedException.class)
          .hasMessageContaining("4096");

      assertThat(chat.answer(QUESTION, GenerationOptions.greedy(6), AnswerListener.NONE).replies())
          .containsExactly(once(QUESTION, GenerationOptions.greedy(6)));
    }
  }

  @Test
  void shouldEndAnAnswerWhereTheContextIsFull() {
    Reply whole = once(LOOK, GenerationOptions.greedy(12));
    EngineSettings defaults = EngineSettings.defaults();
    EngineSettings narrow =
        new EngineSettings(
            defaults.systemMessage(),
            defaults.computeType(),
            defaults.quantize(),
            defaults.device(),
            0,
            whole.promptTokens() + 3,
            1,
            0,
            0);
    try (InternVlEngine small = InternVlEngine.open(directory, narrow);
        ChatSession chat = new ChatSession(small.parts(), 1)) {
      Reply reply =
          chat.answer(LOOK, GenerationOptions.greedy(12), AnswerListener.NONE).replies().get(0);

      assertThat(reply.ending()).isEqualTo(Ending.LENGTH);
      assertThat(reply.tokens()).hasSize(3).isEqualTo(whole.tokens().subList(0, 3));
    }
  }

  @Test
  void shouldRefuseTurnsOutOfOrder() {
    List<Turn> twice = List.of(QUESTION, QUESTION, QUESTION);
    List<Turn> unasked = List.of(QUESTION, new Turn.Assistant("yes"));
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      assertThatThrownBy(
              () -> chat.answer(List.of(twice), GenerationOptions.greedy(1), AnswerListener.NONE))
          .hasMessageContaining("turns");
      assertThatThrownBy(
              () -> chat.answer(List.of(unasked), GenerationOptions.greedy(1), AnswerListener.NONE))
          .hasMessageContaining("last turn");
    }
  }

  @Test
  void shouldGoOnAfterAnAnswerThatIsNoNumbers(@TempDir Path poisoned) {
    PoisonedCheckpoint.write(poisoned);
    try (InternVlEngine broken = InternVlEngine.open(poisoned, EngineSettings.defaults());
        ChatSession chat = new ChatSession(broken.parts(), 1)) {
      GenerationOptions options = GenerationOptions.greedy(4);

      assertThatThrownBy(() -> chat.answer(Turn.User.of("Z"), options, AnswerListener.NONE))
          .isInstanceOf(BrokenLogitsException.class);
      assertThat(chat.answer(Turn.User.of("What?"), options, AnswerListener.NONE).replies())
          .singleElement()
          .satisfies(reply -> assertThat(reply.tokens()).isNotEmpty());
    }
  }
}
