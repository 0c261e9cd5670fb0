package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.Look.Ask;
import io.framewise.model.engine.LookRefusedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not a number is no answer. */
class BrokenLogitsTest {

  @TempDir private static Path directory;
  private static InternVlEngine engine;

  @BeforeAll
  static void open() {
    PoisonedCheckpoint.write(directory);
    engine = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Look look(Ask... asks) {
    return Looks.video(4, Looks.frames(1), asks);
  }

  private static void assertBroken(int index, Look... looks) {
    assertThatThrownBy(() -> engine.answer(List.of(looks)))
        .isInstanceOfSatisfying(
            BrokenLogitsException.class, e -> assertThat(e.index()).isEqualTo(index))
        .hasMessageContaining("infinite or not numbers");
  }

  @Test
  void shouldNameTheLookWhoseTextWouldBeMadeOfNoNumbers() {
    assertBroken(1, look(Looks.text("What?")), look(Looks.text("ZZ?")), look(Looks.text("So?")));
  }

  @Test
  void shouldNameTheLookWhoseScoresWouldBeNoNumbers() {
    assertBroken(1, look(Looks.yesNo("Is it?")), look(Looks.yesNo("Is Z?")));
  }

  @Test
  void shouldNotScoreAnAnswerWithATokenThatBreaks() {
    Ask ask = new Ask("choice", "Which?", List.of("a Z one", "another"));

    assertBroken(0, look(ask));
  }

  @Test
  void shouldTellPeopleAnotherWayOutThanOfALookThatIsTooLarge() {
    assertThat(new BrokenLogitsException(0).forPeople("ask less").wayOut()).contains("float32");
    assertThat(new LookRefusedException(0, "too long").forPeople("ask less"))
        .hasMessage("too long")
        .satisfies(e -> assertThat(e.wayOut()).isEqualTo("ask less"));
  }

  @Test
  void shouldAnswerTheRest() {
    assertThat(engine.answer(List.of(look(Looks.text("What?"), Looks.yesNo("Is it?")))).looks())
        .singleElement()
        .satisfies(result -> assertThat(result.answers()).hasSize(2));
  }
}
