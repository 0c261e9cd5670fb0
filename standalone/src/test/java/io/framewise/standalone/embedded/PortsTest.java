package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir private Path directory;

  @Test
  void shouldNamePortAndPurposeWhenAnotherProgramHasIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.requireFree("the page", taken.getLocalPort(), "use --port"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("the page")
          .extracting(e -> ((UserError) e).wayOut())
          .isEqualTo("use --port");
    }
  }

  @Test
  void shouldPassWhenThePortIsFree() {
    assertThatCode(() -> Ports.requireFree("the page", Ports.free(), ""))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameThePortThatDoesNotExist() {
    assertThatThrownBy(() -> Ports.requireFree("Kafka", 65_536, ""))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no port 65536");
    assertThatThrownBy(() -> Ports.orFree(-1))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no port -1");
  }

  @Test
  void shouldLeaveNoTraceWhenTheBrokersPortIsTaken() throws Exception {
    Path data = directory.resolve("broker");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(data, taken.getLocalPort()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
    Assertions.assertThat(Files.exists(data)).isFalse();
  }
}
