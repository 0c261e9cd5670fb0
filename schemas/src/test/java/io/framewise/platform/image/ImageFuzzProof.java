package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand mutants of each format: none slow, none an error, and nothing of them stays. */
class ImageFuzzProof {

  private static final int MUTANTS = 10_000;
  private static final int WARM = 500;
  private static final long MEBIBYTE = 1 << 20;
  private static final long HEAP_GROWTH = 16 * MEBIBYTE;
  private static final long PROCESS_GROWTH = 512 * MEBIBYTE;
  private static final Path MEMORY = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  @ParameterizedTest
  @EnumSource
  void shouldDecodeOrRefuseTenThousandMutantsInTimeAndFlatMemory(ImageFormat format)
      throws IOException {
    FuzzRun.of(format, WARM, ImageLimits.DEFAULT);
    long heap = heap();
    long process = process();
    long givenUp = ImageDecoder.givenUp();

    FuzzRun.Result result = FuzzRun.of(format, MUTANTS, ImageLimits.DEFAULT);

    System.out.printf(
        "%s: %s, heap %+d KiB, process %+d MiB%n",
        format, result, (heap() - heap) / 1024, (process() - process) / MEBIBYTE);
    assertThat(ImageDecoder.givenUp() - givenUp).as("decodes of more than 2 s").isZero();
    assertThat(heap() - heap).isLessThan(HEAP_GROWTH);
    assertThat(process() - process).isLessThan(PROCESS_GROWTH);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Resident bytes of this process; nought where the system does not tell. */
  private static long process() throws IOException {
    return Files.exists(MEMORY) ? PAGE * Long.parseLong(Files.readString(MEMORY).split(" ")[1]) : 0;
  }
}
