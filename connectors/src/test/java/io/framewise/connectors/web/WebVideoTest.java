package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.DigestCheck;
import io.framewise.connectors.testing.OwnCertificate;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.connectors.testing.WebCamera.Behaviour;
import io.framewise.connectors.video.DamagedPictureException;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.contract.Secret;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a camera that does what cameras do. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class WebVideoTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(20), Framing.whole(640), 50);
  // For what is silent: long enough for a busy machine to begin.
  private static final StreamLimits SHORT =
      new StreamLimits(Duration.ofSeconds(6), Framing.whole(640), 50);
  private static final String PASSWORD = "p@ss/w:rd %marker";

  @TempDir private Path folder;
  private final WebCamera camera = WebCamera.start();

  @AfterEach
  void stopCamera() {
    camera.close();
  }

  private static LiveVideo open(String address) throws Exception {
    return open(address, "", "", LIMITS);
  }

  private static LiveVideo open(String address, String user, String password, StreamLimits limits)
      throws StreamFaultException, InterruptedException {
    WebTarget target =
        new WebTarget(
            Secret.of(address),
            user,
            Secret.of(password),
            new AddressRule(true, false),
            Duration.ZERO);
    return WebVideo.open("test", target, limits, () -> {});
  }

  private static Color centre(LiveVideo video) {
    BufferedImage image = video.image();
    return new Color(image.getRGB(image.getWidth() / 4, image.getHeight() / 2));
  }

  private static void awaitBlue(LiveVideo video) throws Exception {
    do {
      video.next();
    } while (centre(video).getBlue() < 200 || centre(video).getRed() > 50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldShowTheStreamsPicturesWhetherTheySayTheirLengthOrNot(boolean lengths)
      throws Exception {
    camera.saysLengths(lengths);
    camera.shows(Pictures.of("jpg", Color.RED));
    try (LiveVideo video = open(camera.address("/mjpeg"))) {
      assertThat(video.facts().codec()).isEqualTo("MJPEG");
      assertThat(video.facts().width()).isEqualTo(64);
      video.next();
      assertThat(centre(video).getRed()).isGreaterThan(200);

      camera.shows(Pictures.of("jpg", Color.BLUE));

      awaitBlue(video);
    }
  }

  @ParameterizedTest
  @CsvSource({"jpg, true", "png, false"})
  void shouldTakeAPictureAgainOnlyWhenItHasChanged(String format, boolean tags) throws Exception {
    camera.givesTags(tags);
    camera.shows(Pictures.of(format, Color.RED));
    try (LiveVideo video = open(camera.address("/picture"))) {
      assertThat(video.facts().codec()).isEqualTo(format.equals("jpg") ? "JPEG" : "PNG");
      video.next();
      assertThat(centre(video).getRed()).isGreaterThan(200);
      Thread changes =
          new Thread(
              () -> {
                while (camera.requests().size() < 5) {
                  Thread.onSpinWait();
                }
                camera.shows(Pictures.of(format, Color.BLUE));
              });
      changes.start();

      do {
        video.next();
      } while (video.sameAgain());

      assertThat(centre(video).getBlue()).isGreaterThan(200);
      assertThat(camera.requests()).hasSizeGreaterThanOrEqualTo(5);
      changes.join();
    }
  }

  @Test
  void shouldScaleAPictureDown() throws Exception {
    try (LiveVideo video =
        open(
            camera.address("/picture"),
            "",
            "",
            new StreamLimits(LIMITS.silence(), Framing.whole(32), 50))) {
      video.next();

      assertThat(video.image().getWidth()).isEqualTo(32);
      assertThat(video.image().getHeight()).isEqualTo(24);
      assertThat(centre(video).getBlue()).isGreaterThan(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpegts", "fmp4"})
  void shouldShowHlsFromItsBeginningToItsEnd(String segments) throws Exception {
    int frames = Clip.RATE + 5;
    Clip.hls(folder.resolve("live.m3u8"), frames, segments);
    Files.writeString(
        folder.resolve("main.m3u8"),
        """
        #EXTM3U
        #EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=1920x1080
        large.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=320x180
        live.m3u8
        """);
    camera.serves(folder);
    int pictures = 0;
    try (LiveVideo video = open(camera.address("/hls/main.m3u8"))) {
      assertThat(video.facts().codec()).isEqualTo("H.264");
      while (pictures < frames) {
        video.next();
        pictures++;
        assertThat(video.image().getWidth()).isEqualTo(Clip.WIDTH);
      }
      assertThatThrownBy(video::next).isInstanceOf(StreamFaultException.class);
    }
    assertThat(camera.requests()).doesNotContain("/hls/large.m3u8");
  }

  @Test
  void shouldRefuseAPlaylistThatLeadsToAnotherHost() throws Exception {
    try (WebCamera other = WebCamera.start()) {
      for (String segment :
          new String[] {
            other.address("/hls/0.ts"),
            "file:///etc/passwd",
            "data:video/mp2t;base64,R0A=",
            "concat:a|b",
            "//169.254.169.254/latest"
          }) {
        Files.writeString(
            folder.resolve("live.m3u8"), "#EXTM3U\n#EXTINF:1,\n" + segment + "\n#EXT-X-ENDLIST\n");
        camera.serves(folder);

        StreamFaultException fault = fault(camera.address("/hls/live.m3u8"));

        assertThat(fault.fault())
            .as(segment)
            .isIn(StreamFault.NOT_ALLOWED, StreamFault.OTHER_PROTOCOL);
      }
      assertThat(other.requests()).isEmpty();
    }
  }

  private static StreamFaultException fault(String address) {
    return fault(address, LIMITS);
  }

  private static StreamFaultException fault(String address, StreamLimits limits) {
    return catchThrowableOfType(
        StreamFaultException.class,
        () -> {
          try (LiveVideo video = open(address, "", "", limits)) {
            while (true) {
              video.next();
              try {
                assertThat(video.image()).isNotNull();
              } catch (DamagedPictureException e) {
                assertThat(video.damaged()).isPositive();
              }
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSES_USERS, UNAUTHORIZED",
    "FORBIDS, FORBIDDEN",
    "LACKS_THE_STREAM, NOT_FOUND",
    "IS_BUSY, BUSY",
    "IS_SILENT, TIMED_OUT",
    "IS_A_PAGE, OTHER_PROTOCOL",
    "SENDS_TOO_MUCH, TOO_LARGE",
    "CUTS, CLOSED"
  })
  void shouldSayWhatIsWrongFromTheStart(Behaviour behaviour, StreamFault expected) {
    camera.does(behaviour);

    StreamLimits limits = behaviour == Behaviour.IS_SILENT ? SHORT : LIMITS;
    assertThat(fault(camera.address("/picture"), limits).fault()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/mjpeg, STALLS, STALLED",
    "/mjpeg, CUTS, CLOSED",
    "/mjpeg, SENDS_NOISE, STALLED",
    "/picture, STALLS, TIMED_OUT",
    "/picture, SENDS_NOISE, STALLED",
    "/picture, IS_BUSY, BUSY"
  })
  void shouldNoticeThatNoPictureComesAnyMore(String path, Behaviour behaviour, StreamFault expected)
      throws Exception {
    try (LiveVideo video = open(camera.address(path), "", "", SHORT)) {
      video.next();

      camera.does(behaviour);

      StreamFaultException fault =
          catchThrowableOfType(
              StreamFaultException.class,
              () -> {
                while (true) {
                  video.next();
                  try {
                    assertThat(video.image()).isNotNull();
                  } catch (DamagedPictureException e) {
                    assertThat(video.damaged()).isPositive();
                  }
                }
              });
      assertThat(fault.fault()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLogInWithAPasswordOfAnyCharacters(boolean digest) throws Exception {
    try (WebCamera locked = WebCamera.start(new DigestCheck("eve", PASSWORD, digest))) {
      try (LiveVideo video = open(locked.address("/mjpeg"), "eve", PASSWORD, LIMITS)) {
        video.next();
        assertThat(video.image()).isNotNull();
      }
      assertThat(fault(locked.address("/mjpeg")).fault()).isEqualTo(StreamFault.UNAUTHORIZED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"PLAYS", "STALLS", "SENDS_NOISE", "IS_SILENT"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldShowThePasswordInNoErrorAndNoNameOfAThread(Behaviour behaviour) {
    try (WebCamera locked = WebCamera.start(new DigestCheck("eve", PASSWORD, true))) {
      locked.does(behaviour);
      String address = locked.address("/picture?pwd=p%40ss%2Fw%3Ard%20%25marker");

      StreamFaultException fault =
          catchThrowableOfType(
              StreamFaultException.class, () -> open(address, "eve", PASSWORD, LIMITS).close());

      StringWriter trace = new StringWriter();
      fault.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("marker");
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("marker"));
    }
  }

  /** A certificate that anybody can make proves nothing: no log-in goes there. */
  @Test
  void shouldNotLogInWhereTheCertificateIsNotTrusted() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(OwnCertificate.context(folder)));
    server.createContext("/", exchange -> asked.incrementAndGet());
    server.start();
    try {
      StreamFaultException fault =
          fault("https://localhost:" + server.getAddress().getPort() + "/picture");

      assertThat(fault.fault()).isEqualTo(StreamFault.OTHER);
      assertThat(fault).hasMessageContaining("certificate");
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldSayWhereNothingSpeaksHttp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread noise =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write("SSH-2.0-x\r\n\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  Thread.currentThread().interrupt();
                }
              });
      noise.start();

      assertThat(fault("http://127.0.0.1:" + server.getLocalPort() + "/").fault())
          .isIn(StreamFault.OTHER_PROTOCOL, StreamFault.CLOSED);
    }
  }

  @Test
  void shouldEndAtOnceWhenItsThreadIsToldToStop() throws Exception {
    LiveVideo video =
        open(
            camera.address("/mjpeg"),
            "",
            "",
            new StreamLimits(Duration.ofMinutes(1), Framing.whole(640), 5));
    camera.does(Behaviour.STALLS);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try (video) {
                while (true) {
                  video.next();
                }
              } catch (Exception e) {
                end.set(e);
              }
            });
    thread.start();

    thread.interrupt();
    thread.join();

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }
}
