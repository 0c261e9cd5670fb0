package io.framewise.connectors.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;

/** The processes in which streams are captured. */
public record CaptureSettings(
    @Setting(
            value = "8",
            doc =
                "Most streams in one capture process. When one of them hangs or crashes it, all of them begin anew.")
        int sourcesPerProcess,
    @Setting(
            value = "1073741824",
            doc = "Most memory in bytes that a capture process may take; beyond it begins anew.")
        long memoryLimit) {

  /** Most memory that a capture process takes by default. */
  public static final long DEFAULT_MEMORY = 1L << 30;

  private static final long LEAST_MEMORY = 128L << 20;

  /** Checks the bounds. */
  public CaptureSettings {
    Check.between("sources-per-process", sourcesPerProcess, 1, 64);
    if (memoryLimit < LEAST_MEMORY) {
      throw new IllegalArgumentException("memory-limit must be at least " + LEAST_MEMORY);
    }
  }
}
