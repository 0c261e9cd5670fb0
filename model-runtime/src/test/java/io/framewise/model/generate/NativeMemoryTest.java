package io.framewise.model.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks of tensors; {@link NativeMemoryProof} finds the smallest ones. */
class NativeMemoryTest {

  /**
   * Less than one row of the cache for the few tokens of a batch, far above what measurements
   * differ by.
   */
  private static final long BYTES_A_LOOK = 4_000;

  @TempDir private Path directory;

  @Test
  void shouldHoldNoMoreNativeMemoryAfterTwoThousandLooks()
      throws IOException, InterruptedException {
    new NativeMemoryRun(1_000, 2_000, 250, 3).requireAtMost(directory, BYTES_A_LOOK);
  }
}
