package io.framewise.model.chat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that always fit, of many schemas. */
class FittingAnswersProof {

  @TempDir private Path directory;

  @Test
  void shouldAnswerAThousandSchemasWithJsonOfEach() {
    FittingAnswersRun.requireFitting(directory, 1_000, 150);
  }
}
