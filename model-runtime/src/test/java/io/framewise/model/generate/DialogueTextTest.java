package io.framewise.model.generate;

import static io.framewise.model.generate.Dialogues.ids;
import static io.framewise.model.generate.Dialogues.named;
import static io.framewise.model.generate.Dialogues.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Turn;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the model reads of a dialogue. */
class DialogueTextTest {

  @TempDir private static Path directory;
  private static InternVlEngine whole;

  @BeforeAll
  static void open() {
    TinyCheckpoint.write(directory, 1);
    whole = InternVlEngine.open(directory, EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  @Test
  void shouldWriteFramesAsAWindowDoes() {
    Turn turn =
        user(
            "Frame1: ", named(1), "\nFrame2: ", named(2), "\n", "What <image> <|im_end|> happens?");

    assertThat(ids(whole.parts(), turn))
        .isEqualTo(
            ids(
                whole.parts(),
                Looks.video(
                    4, Looks.frames(1, 2), Looks.text("What <image> <|im_end|> happens?"))));
  }

  @Test
  void shouldKeepTheOrderOfWordsAndPictures() {
    assertThat(ids(whole.parts(), user("What is it?", named(1))))
        .isNotEqualTo(ids(whole.parts(), user(named(1), "What is it?")))
        .hasSameSizeAs(ids(whole.parts(), user(named(1), "What is it?")));
  }

  @Test
  void shouldTakeTheSystemTextThatIsToldAndElseTheModelsOwn() {
    Turn own = new Turn.SystemText(PromptFormat.DEFAULT_SYSTEM);

    assertThat(ids(whole.parts(), own, user("Hi"))).isEqualTo(ids(whole.parts(), user("Hi")));
    assertThat(ids(whole.parts(), new Turn.SystemText(""), user("Hi")))
        .hasSizeLessThan(ids(whole.parts(), user("Hi")).length);
    assertThat(ids(whole.parts(), new Turn.SystemText("You see."), user("Hi")))
        .isNotEqualTo(ids(whole.parts(), user("Hi")));
  }
}
