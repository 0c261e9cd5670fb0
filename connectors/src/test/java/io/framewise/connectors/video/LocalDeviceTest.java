package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that are none. No camera is needed, and none is there. */
final class LocalDeviceTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(5), Framing.whole(640), 50);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "-2, NOT_FOUND",
    "-13, FORBIDDEN",
    "-16, BUSY",
    "-19, NOT_FOUND",
    "-22, NO_VIDEO",
    "-99, OTHER"
  })
  void shouldSayInWordsWhyADeviceCannotBeOpened(int error, StreamFault fault) {
    assertThat(LocalDevice.CAMERA.opening(error).fault()).isEqualTo(fault);
  }

  @Test
  void shouldSayThatThereIsNoSuchDeviceWhateverLibrariesTheMachineHas() {
    assertThat(fault("/dev/video4711")).isEqualTo(StreamFault.NOT_FOUND);
  }

  @Test
  void shouldOpenAsACameraOnlyWhatIsOne() throws Exception {
    assumeLibraries();
    Path file = Files.writeString(folder.resolve("passwords"), "marker");
    for (String device : new String[] {"/dev/null", "/dev/zero", file.toString()}) {
      assertThat(fault(device)).as(device).isEqualTo(StreamFault.NOT_FOUND);
    }
  }

  private static StreamFault fault(String device) {
    return catchThrowableOfType(
            StreamFaultException.class,
            () -> FfmpegVideo.open("test", FfmpegInput.camera(device), LIMITS, () -> {}).close())
        .fault();
  }

  /** Skips a test where screens and cameras of the machine cannot be read at all. */
  static void assumeLibraries() {
    assumeThatCode(LocalDevice::load).as("libraries of the system").doesNotThrowAnyException();
  }
}
