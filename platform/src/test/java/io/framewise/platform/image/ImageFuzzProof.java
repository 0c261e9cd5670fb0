package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand mutants of each format: none slow, none an error, and nothing of them stays. */
class ImageFuzzProof {

  private static final int MUTANTS = 10_000;
  private static final int WARM = 500;
  private static final long MEBIBYTE = 1 << 20;
  private static final long HEAP_GROWTH = 16 * MEBIBYTE;
  private static final long PROCESS_GROWTH = 512 * MEBIBYTE;
  private static final Path MEMORY = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @ParameterizedTest
  @EnumSource
  void shouldDecodeOrRefuseTenThousandMutantsInTimeAndFlatMemory(ImageFormat format)
      throws IOException {
    FuzzRun.of(format, WARM, ImageLimits.DEFAULT);
    long heap = heap();
    forgetPeak();
    long process = peak();
    long givenUp = ImageDecoder.givenUp();

    FuzzRun.Result result = FuzzRun.of(format, MUTANTS, ImageLimits.DEFAULT);

    System.out.printf(
        "%s: %s, heap %+d KiB, peak of the process %+d MiB%n",
        format, result, (heap() - heap) / 1024, (peak() - process) / MEBIBYTE);
    assertThat(ImageDecoder.givenUp() - givenUp).as("decodes of more than 2 s").isZero();
    assertThat(heap() - heap).isLessThan(HEAP_GROWTH);
    assertThat(peak() - process).isLessThan(PROCESS_GROWTH);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Most bytes of this process that were resident at once; nought where the system does not tell.
   */
  private static long peak() throws IOException {
    if (!Files.exists(MEMORY)) {
      return 0;
    }
    Matcher peak = PEAK.matcher(Files.readString(MEMORY));
    assertThat(peak.find()).isTrue();
    return 1024 * Long.parseLong(peak.group(1));
  }

  /** From now on the peak is that of what follows. */
  private static void forgetPeak() throws IOException {
    if (Files.isWritable(RESET)) {
      Files.writeString(RESET, "5");
    }
  }
}
