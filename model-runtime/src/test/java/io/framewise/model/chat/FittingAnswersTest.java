package io.framewise.model.chat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that fit; {@link FittingAnswersProof} asks for more of them. */
class FittingAnswersTest {

  @TempDir private Path directory;

  @Test
  void shouldAnswerThirtySchemasWithJsonOfEach() {
    FittingAnswersRun.requireFitting(directory, 30, 20);
  }
}
