package io.framewise.connectors.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framewise.connectors.discover.OnvifDevice.Behaviour;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class NetworkSearchTest {

  private static final Duration WAIT = Duration.ofMillis(900);

  private static List<NetworkInterface> loopback() throws IOException {
    return List.of(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
  }

  private static Collection<Device> search(OnvifDevice device)
      throws IOException, InterruptedException {
    return new NetworkSearch(device.searchAddress()).run(loopback(), WAIT);
  }

  @Test
  void shouldFindADeviceOnceHoweverOftenItAnswers() throws Exception {
    try (OnvifDevice device = OnvifDevice.start()) {
      Collection<Device> found = search(device);

      assertThat(found).hasSize(1);
      Device one = found.iterator().next();
      assertThat(one.name()).isEqualTo("Front Door");
      assertThat(one.model()).isEqualTo("C-100");
      assertThat(one.host()).isEqualTo(device.host());
    }
  }

  @Test
  void shouldNotBeSentToAnotherHost() throws Exception {
    try (OnvifDevice device = OnvifDevice.start()) {
      device.does(Behaviour.SENDS_US_ELSEWHERE);

      assertThat(search(device))
          .singleElement()
          .satisfies(one -> assertThat(one.service().getHost()).isEqualTo("127.0.0.1"));
    }
  }

  @Test
  void shouldPassOverGarbage() throws Exception {
    try (OnvifDevice device = OnvifDevice.start()) {
      device.does(Behaviour.ANSWERS_GARBAGE);

      assertThat(search(device)).isEmpty();
    }
  }

  @Test
  void shouldAskTheGroupOfAllCameras() throws Exception {
    Optional<NetworkInterface> able =
        NetworkInterface.networkInterfaces().filter(NetworkSearchTest::passesMulticast).findFirst();
    assumeTrue(able.isPresent(), "no network interface that passes multicast on");
    try (OnvifDevice device = OnvifDevice.startInGroup(able.get())) {
      Collection<Device> found =
          new NetworkSearch(NetworkSearch.GROUP).run(List.of(able.get()), WAIT);

      assertThat(found).anyMatch(one -> one.service().getPort() == device.port());
    }
  }

  private static boolean passesMulticast(NetworkInterface one) {
    try {
      return one.isUp() && one.supportsMulticast() && one.inetAddresses().findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldNameTheInterfacesThereAreWhenOneIsNotKnown() {
    assertThatThrownBy(() -> NetworkSearch.interfaces(Optional.of("nowhere0")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere0");
  }
}
