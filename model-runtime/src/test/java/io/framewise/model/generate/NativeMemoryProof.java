package io.framewise.model.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks of anything at all. */
class NativeMemoryProof {

  /** Less than the least that one can forget: a manager with one number in it takes 400. */
  private static final long BYTES_A_LOOK = 300;

  @TempDir private Path directory;

  @Test
  void shouldHoldNoMoreNativeMemoryAfterTenThousandLooks()
      throws IOException, InterruptedException {
    new NativeMemoryRun(6_000, 10_000, 250, 13).requireAtMost(directory, BYTES_A_LOOK);
  }
}
