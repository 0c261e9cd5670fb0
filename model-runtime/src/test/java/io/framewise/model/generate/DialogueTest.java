package io.framewise.model.generate;

import static io.framewise.model.generate.Dialogues.greedy;
import static io.framewise.model.generate.Dialogues.ids;
import static io.framewise.model.generate.Dialogues.named;
import static io.framewise.model.generate.Dialogues.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.ContextExceededException;
import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.engine.DialogueEnd.Answer;
import io.framewise.model.engine.DialogueEnd.Answered;
import io.framewise.model.engine.DialogueEnd.Failed;
import io.framewise.model.engine.DialogueEnd.Unwanted;
import io.framewise.model.engine.DialogueOptions;
import io.framewise.model.engine.DialogueWatch;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.Piece;
import io.framewise.model.engine.Sampling;
import io.framewise.model.engine.Turn;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.fit.Fitting;
import io.framewise.platform.fit.Grammar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dialogues that join and leave at any step, on a real model. */
class DialogueTest {

  private static final int SLOTS = 6000;
  private static final Sampling WARM = new Sampling(1.5, 50, 0.95, 1.1, 7);

  @TempDir private static Path directory;
  private static InternVlEngine whole;
  private LookEngine engine;

  /** Remembers what it was told. */
  private static final class Heard implements DialogueWatch {

    private final Map<Integer, StringBuilder> texts = new TreeMap<>();
    private final List<Piece.Token> tokens = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();
    private DialogueEnd end;
    private boolean wanted = true;

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public void piece(int answer, Piece piece) {
      assertThat(end).as("nothing comes after the end").isNull();
      texts.computeIfAbsent(answer, n -> new StringBuilder()).append(piece.text());
      tokens.addAll(piece.tokens());
      pieces.add(piece.text());
    }

    @Override
    public void ended(DialogueEnd how) {
      assertThat(end).as("told once").isNull();
      end = how;
    }

    Answered result() {
      assertThat(end).isInstanceOf(Answered.class);
      return (Answered) end;
    }

    Answer answer() {
      return result().answers().get(0);
    }

    Throwable failure() {
      assertThat(end).isInstanceOf(Failed.class);
      return ((Failed) end).cause();
    }
  }

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    whole = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  @BeforeEach
  void begin() {
    engine = new LookEngine(whole.parts(), new EngineLimits(6, SLOTS, 16));
  }

  @AfterEach
  void end() {
    engine.close();
  }

  private Heard begin(Dialogue dialogue) {
    Heard heard = new Heard();
    engine.converse(dialogue, Priority.ROUTINE, heard);
    return heard;
  }

  private Heard run(Dialogue dialogue) {
    Heard heard = begin(dialogue);
    finish();
    return heard;
  }

  private void finish() {
    boolean more = engine.step();
    while (more) {
      more = engine.step();
    }
  }

  private static Dialogue warm(int answers, List<String> stopWords, Turn... turns) {
    return new Dialogue(
        List.of(turns),
        new DialogueOptions(answers, 12, WARM, stopWords, true, 3, Optional.empty()));
  }

  @Test
  void shouldGiveTheSameAnswerAloneAndBesideOthers() {
    String alone = run(warm(1, List.of(), user(named(1), "What is it?"))).answer().text();
    List<Heard> beside = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      begin(greedy(3 + i, user("Number " + i, named(10 + i))));
      engine.step();
      beside.add(begin(warm(1, List.of(), user(named(1), "What is it?"))));
      engine.submit(Looks.video(5, Looks.frames(i), Looks.text("So?")), Priority.LIVE, end -> {});
      engine.step();
    }
    finish();

    assertThat(beside).allSatisfy(heard -> assertThat(heard.answer().text()).isEqualTo(alone));
    assertThat(engine.freeSlots()).isEqualTo(SLOTS);
  }

  @Test
  void shouldReadOfAConversationThatGoesOnWhatIsNewOnly() {
    Turn question = user(named(1), named(2), "What is it?");
    Heard first = run(greedy(6, question));
    Turn answer = new Turn.Assistant(first.answer().text());
    Heard second = run(greedy(6, question, answer, user("And now?")));

    assertThat(first.result().use().reusedTokens()).isZero();
    assertThat(second.result().use().reusedTokens())
        .isGreaterThan(first.result().use().promptTokens() - 2 * 16)
        .isLessThan(second.result().use().promptTokens());
    try (LookEngine fresh = new LookEngine(whole.parts(), new EngineLimits(6, SLOTS, 16))) {
      LookEngine warmed = engine;
      engine = fresh;
      Heard cold = run(greedy(6, question, answer, user("And now?")));
      engine = warmed;
      assertThat(cold.answer()).isEqualTo(second.answer());
      assertThat(cold.result().use().reusedTokens()).isZero();
    }
  }

  @Test
  void shouldGoOnInAnAnswerThatHasBegun() {
    String all = run(greedy(10, user("Hello there"))).answer().text();
    String begun = all.substring(0, all.indexOf(' ', all.length() / 3));

    Heard rest = run(greedy(10, user("Hello there"), new Turn.Assistant(begun)));

    assertThat(rest.answer().tokens()).isPositive();
    assertThat(ids(whole.parts(), user("Hello there"), new Turn.Assistant(begun)))
        .startsWith(ids(whole.parts(), user("Hello there")));
  }

  @Test
  void shouldGiveSeveralAnswersOfOnePromptEachWithASeedOfItsOwn() {
    Heard three = run(warm(3, List.of(), user("Hello")));

    List<Answer> answers = three.result().answers();
    assertThat(answers).extracting(Answer::text).doesNotHaveDuplicates().hasSize(3);
    assertThat(answers.get(0).text())
        .isEqualTo(run(warm(1, List.of(), user("Hello"))).answer().text());
    assertThat(answers).allSatisfy(one -> assertThat(one.meanLogProbability()).isPresent());
    assertThat(three.result().use().promptTokens())
        .isEqualTo(ids(whole.parts(), user("Hello")).length);
    answers.forEach(
        one -> assertThat(three.texts.get(answers.indexOf(one))).hasToString(one.text()));
  }

  @Test
  void shouldEndBeforeAStopWordAndTellNoPartOfIt() {
    String all = run(warm(1, List.of(), user("Hello"))).answer().text();
    String word = all.substring(all.length() / 2, all.length() / 2 + 4);
    int at = all.indexOf(word);

    Heard cut = run(warm(1, List.of("never there", word), user("Hello")));

    assertThat(cut.answer().text()).isEqualTo(all.substring(0, at));
    assertThat(cut.answer().cut()).isFalse();
    assertThat(String.join("", cut.pieces)).isEqualTo(cut.answer().text());
  }

  @Test
  void shouldTellWholeCharactersAndBytesThatAreTheText() {
    for (int seed = 0; seed < 20; seed++) {
      Heard heard = run(warm(1, List.of(), user("Say " + seed)));

      assertThat(String.join("", heard.pieces)).isEqualTo(heard.answer().text());
      assertThat(heard.pieces.subList(0, heard.pieces.size() - 1))
          .noneMatch(piece -> piece.contains("\uFFFD"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      heard.tokens.forEach(token -> token.bytes().forEach(bytes::write));
      assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(heard.answer().text());
    }
  }

  @Test
  void shouldTellHowLikelyTokensWere() {
    Heard heard = run(warm(1, List.of(), user("Hello")));

    assertThat(heard.tokens).hasSize(heard.answer().tokens());
    assertThat(heard.tokens)
        .allSatisfy(
            token -> {
              assertThat(token.best()).hasSize(3);
              double best = token.best().get(0).logProbability().orElseThrow();
              assertThat(token.logProbability().orElseThrow()).isLessThanOrEqualTo(best);
            });
    assertThat(heard.answer().meanLogProbability().orElseThrow())
        .isCloseTo(
            heard.tokens.stream()
                .mapToDouble(token -> token.logProbability().orElseThrow())
                .average()
                .orElseThrow(),
            within(1e-9));
  }

  private static Dialogue fitting(int tokens, Sampling sampling) {
    Grammar grammar =
        Grammar.json(
            """
            {"type": "object", "additionalProperties": false, "required": ["seen", "count"],
             "properties": {"seen": {"type": "boolean"}, "count": {"enum": [1, 2, 3]}}}""");
    Fitting form = new Fitting(grammar, whole.parts().tokens().vocabulary());
    return new Dialogue(
        List.of(user("How many?")),
        new DialogueOptions(1, tokens, sampling, List.of(), false, 0, Optional.of(form)));
  }

  @Test
  void shouldHoldAnAnswerToItsForm() {
    for (Sampling sampling : List.of(Sampling.GREEDY, WARM)) {
      Heard heard = run(fitting(60, sampling));

      assertThat(heard.answer().text()).matches("\\{\"seen\":(true|false),\"count\":[123]\\}");
      assertThat(heard.answer().cut()).isFalse();
    }
  }

  @Test
  void shouldRefuseAFormThatNoAnswerOfSoFewTokensHas() {
    assertThat(run(fitting(2, WARM)).failure())
        .isInstanceOf(LookRefusedException.class)
        .hasMessageContaining("token");
  }

  @Test
  void shouldRefuseAPromptThatLeavesNoRoomForItsAnswer() {
    int prompt = ids(whole.parts(), user("Hello")).length;
    int context = whole.contextLength();

    assertThat(run(greedy(context, user("Hello"))).failure())
        .isInstanceOf(ContextExceededException.class)
        .hasMessageContaining(String.valueOf(prompt))
        .hasMessageContaining(String.valueOf(context));
    assertThat(run(greedy(0, user("Hello"))).answer().tokens()).isPositive();
  }

  @Test
  void shouldEndADialogueThatIsNotWantedAnyMoreAtTheNextStep() {
    Heard gone = begin(greedy(200, user("Hello")));
    Heard stays = begin(greedy(5, user("Hi")));
    while (gone.pieces.isEmpty()) {
      engine.step();
    }
    gone.wanted = false;
    engine.step();

    assertThat(gone.end).isInstanceOf(Unwanted.class);
    finish();
    assertThat(stays.answer().tokens()).isPositive();
    assertThat(engine.freeSlots()).isEqualTo(SLOTS);
  }

  /** As a fault of ours would: a part that is none. */
  @Test
  void shouldEndOnlyWhatCannotBeTakenIn() {
    Heard stays = begin(greedy(5, user("Hi")));
    Heard broken = run(greedy(5, new Turn.User(Collections.singletonList(null))));
    List<LookEnd> ends = new ArrayList<>();
    engine.submit(
        new Look(null, List.of(), List.of(Looks.text("What?")), 5), Priority.LIVE, ends::add);
    finish();

    assertThat(broken.failure()).isInstanceOf(NullPointerException.class);
    assertThat(ends).hasOnlyElementsOfType(LookEnd.Failed.class).hasSize(1);
    assertThat(stays.answer().tokens()).isPositive();
    assertThat(engine.freeSlots()).isEqualTo(SLOTS);
  }

  @Test
  void shouldTakeTextThatIsNoUnicode() {
    Heard heard = run(greedy(5, user("half a character \ud800 and a zero \u0000")));

    assertThat(heard.answer().tokens()).isPositive();
  }

  @Test
  void shouldRefuseADialogueWithNothingToAnswer() {
    assertThat(run(greedy(5)).failure()).isInstanceOf(LookRefusedException.class);
    assertThat(run(greedy(5, user("Hi"), new Turn.SystemText("late"), user("Ho"))).failure())
        .hasMessageContaining("the system's turn must be the first");
  }
}
