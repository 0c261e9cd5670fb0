package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.generate.BatchResult.AskResult;
import io.framewise.model.generate.BatchResult.LookResult;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternVlEngineTest {

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

  @Test
  void shouldAnswerEachQuestionInOrder() {
    Look look = Looks.video(8, Looks.frames(1, 2), Looks.text("What moves?"), Looks.yesNo("Car?"));

    LookResult result = alone(look);

    assertThat(result.answers())
        .extracting(AskResult::questionId)
        .containsExactly("text", "yes-no");
  }
}
