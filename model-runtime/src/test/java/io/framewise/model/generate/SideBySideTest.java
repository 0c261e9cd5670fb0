package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookEnd.Answered;
import io.framewise.model.engine.LookEnd.Failed;
import io.framewise.model.engine.LookEnd.Unwanted;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks that join and leave at any step, on a real model. */
class SideBySideTest {

  private static final int SLOTS = 6000;

  @TempDir private static Path directory;
  private static InternVlEngine whole;
  private LookEngine engine;

  /** Remembers how a look ended. */
  private static final class Asked implements LookWatch {

    private LookEnd end;
    private boolean wanted = true;
    private boolean begun;
    private boolean seen;

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public void begun() {
      begun = true;
    }

    @Override
    public void seen() {
      seen = true;
    }

    @Override
    public void ended(LookEnd how) {
      assertThat(end).as("told once").isNull();
      end = how;
    }

    LookResult result() {
      assertThat(end).isInstanceOf(Answered.class);
      return ((Answered) end).result();
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
    engine = engine(16);
  }

  private static LookEngine engine(int cut) {
    return new LookEngine(whole.parts(), new EngineLimits(6, SLOTS, cut));
  }

  @AfterEach
  void end() {
    engine.close();
  }

  private Asked submit(Look look) {
    return submit(engine, look);
  }

  private static Asked submit(LookEngine to, Look look) {
    Asked asked = new Asked();
    to.submit(look, Priority.ROUTINE, asked);
    return asked;
  }

  private static void finish(LookEngine of) {
    boolean more = of.step();
    while (more) {
      more = of.step();
    }
  }

  /** Frames by name, as those of windows are: they may be shared. */
  private static List<PictureTiles> named(int... numbers) {
    List<PictureTiles> frames = new ArrayList<>();
    for (int number : numbers) {
      PictureKey key = new PictureKey("side-by-side-" + number, 1, 1, 1);
      frames.add(Looks.picture(number, 1).under(key));
    }
    return frames;
  }

  private static Look look(int salt, List<PictureTiles> frames) {
    Ask text = new Ask("text", "What is number " + salt + " of them?", List.of(), 4 + salt % 9);
    Ask choice = new Ask("choice", "Which " + salt + "?", List.of("a car", "a tree", "no"));
    return Looks.video(
        8,
        frames,
        salt % 3 == 0 ? new Ask[] {text} : new Ask[] {text, choice, Looks.yesNo("Day " + salt)});
  }

  private static void assertSame(LookResult actual, LookResult expected) {
    assertThat(actual.promptTokens()).isEqualTo(expected.promptTokens());
    for (int i = 0; i < expected.answers().size(); i++) {
      assertThat(actual.answers().get(i).text()).isEqualTo(expected.answers().get(i).text());
      assertThat(actual.answers().get(i).generatedTokens())
          .isEqualTo(expected.answers().get(i).generatedTokens());
    }
  }

  @Test
  void shouldGiveALookTheSameAnswersWhateverJoinsAndLeavesBesideIt() {
    List<Look> looks = new ArrayList<>();
    List<LookResult> alone = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      looks.add(look(i, i % 4 == 0 ? Looks.frames(i, i + 1) : named(i / 2, i / 2 + 1)));
      try (LookEngine fresh = engine(16)) {
        Asked asked = submit(fresh, looks.get(i));
        finish(fresh);
        alone.add(asked.result());
      }
    }
    Random random = new Random(5);
    List<Asked> asked = new ArrayList<>();
    while (asked.size() < looks.size()) {
      if (random.nextInt(3) == 0) {
        asked.add(submit(looks.get(asked.size())));
        if (random.nextInt(4) == 0) {
          submit(look(90 + asked.size(), named(4, 5))).wanted = false;
        }
      }
      engine.step();
    }
    finish(engine);

    for (int i = 0; i < looks.size(); i++) {
      assertSame(asked.get(i).result(), alone.get(i));
    }
    assertThat(engine.times().reusedTokens()).isPositive();
    assertThat(engine.times().passLooks()).isGreaterThan(engine.times().passes());
    assertThat(engine.freeSlots()).isEqualTo(SLOTS);
  }

  @Test
  void shouldReadWhatTwoQuestionSetsShareOnce() {
    Asked first = submit(look(1, named(21, 22)));
    finish(engine);
    long read = engine.times().readTokens();
    Asked second = submit(look(2, named(21, 22)));
    finish(engine);

    LookResult result = second.result();
    assertThat(result.cachedPictures()).isEqualTo(2);
    assertThat(engine.times().readTokens() - read + engine.times().reusedTokens())
        .isEqualTo(result.promptTokens());
    assertThat(engine.times().reusedTokens()).isGreaterThan(result.imageTokens());
    assertThat(first.result().cachedPictures()).isZero();
  }

  @Test
  void shouldShareNothingBehindAPictureThatIsAnother() {
    submit(look(1, named(31, 32)));
    finish(engine);
    Asked other = submit(look(1, named(31, 33)));
    finish(engine);

    try (LookEngine fresh = engine(16)) {
      Asked alone = submit(fresh, look(1, named(31, 33)));
      finish(fresh);
      assertSame(other.result(), alone.result());
      assertThat(fresh.times().reusedTokens()).isZero();
    }
    assertThat(engine.times().reusedTokens()).isPositive();
    assertThat(other.result().cachedPictures()).isEqualTo(1);
  }

  @Test
  void shouldShareNothingOfPicturesWithoutAName() {
    submit(look(1, Looks.frames(1, 2)));
    finish(engine);
    submit(look(1, Looks.frames(1, 2)));
    finish(engine);

    assertThat(engine.times().reusedTokens()).isZero();
  }

  @Test
  void shouldGiveUpWhatItKeepsForALookThatNeedsTheRoom() {
    for (int i = 0; i < 40; i++) {
      Asked asked = submit(look(i, named(100 + i, 200 + i)));
      finish(engine);
      asked.result();
    }

    assertThat(engine.freeSlots()).isEqualTo(SLOTS);
  }

  @Test
  void shouldEndALookThatIsNotWantedAnyMoreAtTheNextStep() {
    Asked gone = submit(look(1, Looks.frames(1, 2, 3)));
    Asked waits = submit(look(2, Looks.frames(1)));
    engine.step();
    int free = engine.freeSlots();
    gone.wanted = false;

    engine.step();

    assertThat(gone.end).isInstanceOf(Unwanted.class);
    assertThat(waits.end).isNull();
    assertThat(engine.freeSlots()).isGreaterThan(free);
    finish(engine);
    waits.result();
  }

  @Test
  void shouldTellWhenALookBeginsAndWhenItsPixelsAreNotNeededAnyMore() {
    Asked asked = submit(look(1, Looks.frames(1, 2)));
    assertThat(asked.begun).isFalse();
    engine.step();
    assertThat(asked.begun).isTrue();
    assertThat(asked.seen).isFalse();
    engine.step();
    assertThat(asked.seen).isTrue();
    assertThat(asked.end).isNull();
  }

  @Test
  void shouldRefuseALookThatTheWholeCacheHasNoRoomFor() {
    try (LookEngine small = new LookEngine(whole.parts(), new EngineLimits(2, 50, 16))) {
      Asked asked = submit(small, look(1, Looks.frames(1, 2)));

      assertThat(asked.end)
          .isInstanceOfSatisfying(
              Failed.class,
              failed ->
                  assertThat(failed.cause())
                      .isInstanceOf(LookRefusedException.class)
                      .hasMessageContaining("engine.cache-tokens has room for 50"));
    }
  }

  @Test
  void shouldCostOthersNothingWhenALookBreaks() {
    PoisonedCheckpoint.write(directory.resolve("poisoned"));
    try (InternVlEngine poisoned =
            InternVlEngine.open(directory.resolve("poisoned"), EngineSettings.defaults());
        LookEngine of = new LookEngine(poisoned.parts(), new EngineLimits(6, SLOTS, 16))) {
      Asked before = submit(of, Looks.video(6, Looks.frames(1), Looks.text("What?")));
      Asked breaks = submit(of, Looks.video(6, Looks.frames(1), Looks.text("ZZ?")));
      Asked after = submit(of, Looks.video(6, Looks.frames(1), Looks.text("So?")));
      finish(of);

      before.result();
      after.result();
      assertThat(breaks.end)
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.cause()).isInstanceOf(BrokenLogitsException.class));
      assertThat(of.freeSlots()).isEqualTo(SLOTS);
    }
  }
}
