package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.contract.Secret;
import io.framewise.platform.web.PublicAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is connected to that settings do not allow: the camera behind it hears of nobody. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class AddressRuleTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(2), Framing.whole(640), 50);
  private static final AddressRule STRICT = new AddressRule(false, false);
  private static final AddressRule FOLLOWING = new AddressRule(false, true);
  private static final AddressRule HERE = new AddressRule(true, false);

  @TempDir private Path folder;
  private final WebCamera camera = WebCamera.start();

  @AfterEach
  void stopCamera() {
    camera.close();
  }

  private static StreamFaultException refused(String address, AddressRule rule) {
    WebTarget target =
        new WebTarget(Secret.of(address), "eve", Secret.of("marker"), rule, Duration.ZERO);
    return catchThrowableOfType(
        StreamFaultException.class, () -> WebVideo.open("test", target, LIMITS, () -> {}).close());
  }

  private String at(String host) {
    return camera.address("/picture").replace("127.0.0.1", host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "localhost",
        "LocalHost",
        "2130706433",
        "0.0.0.0",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[2001::7f00:1]",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.168.1.20",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255"
      })
  void shouldNotConnectWhereNotEverybodyMay(String host) {
    StreamFaultException fault = refused(at(host), STRICT);

    assertThat(fault.fault()).isEqualTo(StreamFault.NOT_ALLOWED);
    assertThat(fault).hasMessageContaining("private-addresses");
    assertThat(camera.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://public.invalid\\@127.0.0.1:%d/picture",
        "http://public.invalid:80@127.0.0.1:%d/picture",
        "http:127.0.0.1:%d/picture",
        "http:///picture",
        "http://127.1:%d/picture",
        "file:///etc/passwd",
        "ftp://127.0.0.1:%d/picture",
        "concat:http://127.0.0.1:%d/picture",
        "data:image/jpeg;base64,R0A=",
        "http://127.0.0.1:%d/a b"
      })
  void shouldNotReadWhatIsNoPlainAddressOfTheWeb(String address) {
    String port = camera.address("").replaceAll(".*:", "");

    StreamFaultException fault = refused(address.replace("%d", port), HERE);

    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).doesNotContain("passwd", "127.0.0.1", "marker");
    assertThat(camera.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "172.32.0.1, true",
    "172.15.255.255, true",
    "100.128.0.1, true",
    "2a00:1450:4001::1, true",
    "2001:4860:4860::8888, true",
    "::ffff:8.8.8.8, true",
    "::ffff:10.0.0.1, false",
    "fdff::1, false",
    "4000::1, false"
  })
  void shouldTellPublicAddressesFromOthers(String address, boolean open)
      throws UnknownHostException {
    assertThat(PublicAddresses.contain(InetAddress.getAllByName(address)[0])).isEqualTo(open);
  }

  @Test
  void shouldRefuseAHostOfWhichOneAddressIsNotPublic() {
    assertThatThrownBy(
            () ->
                STRICT.checked(
                    "camera.test",
                    InetAddress.getAllByName("8.8.8.8")[0],
                    InetAddress.getAllByName("127.0.0.1")[0]))
        .isInstanceOf(AddressRule.NotAllowedException.class);
  }

  /** A name that means another address when it is asked for again gains nothing by that. */
  @Test
  void shouldConnectToTheAddressThatWasChecked() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    WebTarget target =
        new WebTarget(Secret.of(at("camera.test")), "", Secret.NONE, HERE, Duration.ZERO);
    DnsResolver hosts =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            boolean first = lookups.getAndIncrement() == 0;
            return InetAddress.getAllByName(first ? "127.0.0.1" : "0.0.0.1");
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    try (WebClient client = new WebClient(target, LIMITS, () -> {}, hosts);
        WebAnswer answer = client.get(client.start(), Map.of())) {
      assertThat(answer.all("it", 1 << 20, LIMITS.silence())).isNotEmpty();
      client.get(client.start(), Map.of()).close();
    }
    assertThat(lookups).hasValue(1);
    assertThat(camera.requests()).hasSize(2);
  }

  @Test
  void shouldNotFollowARedirectUnlessItIsAllowed() {
    try (WebCamera other = WebCamera.start()) {
      camera.redirects("/picture", other.address("/picture"));

      StreamFaultException fault = refused(camera.address("/picture"), HERE);

      assertThat(fault.fault()).isEqualTo(StreamFault.NOT_ALLOWED);
      assertThat(fault).hasMessageContaining("follow-redirects");
      assertThat(other.requests()).isEmpty();

      assertThat(refused(camera.address("/picture"), new AddressRule(true, true))).isNull();
      assertThat(other.requests()).containsExactly("/picture");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "//eve:marker@127.0.0.1/", "\\\\x"})
  void shouldNotFollowWhatIsNoAddressOfTheWeb(String location) {
    camera.redirects("/picture", location);

    assertThat(refused(camera.address("/picture"), new AddressRule(true, true)).fault())
        .isIn(StreamFault.NOT_ALLOWED, StreamFault.OTHER_PROTOCOL);
  }

  @Test
  void shouldGiveUpOnACameraThatSendsOnForEver() {
    camera.redirects("/picture", "/picture");

    assertThat(refused(camera.address("/picture"), HERE)).hasMessageContaining("on and on");
    assertThat(camera.requests()).hasSizeLessThan(10);
  }

  @Test
  void shouldFollowWithinTheCameraItself() {
    camera.redirects("/picture", "/other");

    assertThat(refused(camera.address("/picture"), HERE)).isNull();
  }

  /** What a public address sends on to is checked as that address was. */
  @Test
  void shouldCheckEachAddressAnewThatIsFollowed() {
    assertThatThrownBy(() -> FOLLOWING.checked("localhost", InetAddress.getLoopbackAddress()))
        .isInstanceOf(AddressRule.NotAllowedException.class);
    assertThat(refused(camera.address("/picture"), FOLLOWING).fault())
        .isEqualTo(StreamFault.NOT_ALLOWED);
    assertThat(camera.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "//169.254.169.254/latest",
        "http://localhost:1/0.ts",
        "file:///etc/passwd",
        "data:video/mp2t;base64,R0A=",
        "concat:a.ts|/etc/passwd",
        "subfile,,start,0,end,9,,:/etc/passwd",
        "ftp://127.0.0.1/0.ts"
      })
  void shouldNotFollowAPlaylistToAnotherHost(String segment) throws Exception {
    for (String playlist :
        new String[] {
          "#EXTINF:1,\n" + segment + "\n",
          "#EXT-X-MAP:URI=\"" + segment + "\"\n#EXTINF:1,\n0.ts\n",
          "#EXT-X-STREAM-INF:BANDWIDTH=1\n" + segment + "\n"
        }) {
      Files.writeString(folder.resolve("live.m3u8"), "#EXTM3U\n" + playlist + "#EXT-X-ENDLIST\n");
      camera.serves(folder);

      StreamFaultException fault = refused(camera.address("/hls/live.m3u8"), HERE);

      assertThat(fault.fault()).isIn(StreamFault.NOT_ALLOWED, StreamFault.OTHER_PROTOCOL);
      assertThat(fault.getMessage()).doesNotContain("passwd");
    }
    assertThat(camera.requests()).containsOnly("/hls/live.m3u8");
  }
}
