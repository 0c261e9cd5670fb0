package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.contract.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A camera that never falls silent, and never shows a picture either. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class EndlessAnswerTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(2), Framing.whole(640), 5);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger alive = new AtomicInteger();
  private HttpServer camera;

  /** What the camera does with an answer's body. */
  private interface Body {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void startCamera() throws IOException {
    camera = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    camera.setExecutor(threads);
    camera.start();
  }

  @AfterEach
  void stopCamera() {
    camera.stop(0);
    threads.shutdownNow();
  }

  private void answers(String path, String type, Body body) {
    camera.createContext(path, exchange -> answer(exchange, type, body));
  }

  private static void answer(HttpExchange exchange, String type, Body body) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        body.writeTo(out);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // The viewer has gone, or the test is over.
    }
  }

  private StreamFaultException fault(String path) {
    WebTarget target =
        new WebTarget(
            Secret.of("http://127.0.0.1:" + camera.getAddress().getPort() + path),
            "",
            Secret.NONE,
            new AddressRule(true, false),
            Duration.ZERO);
    return catchThrowableOfType(
        StreamFaultException.class,
        () -> WebVideo.open("test", target, LIMITS, alive::incrementAndGet).close());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Test
  void shouldGiveUpAnAnswerWhoseFirstBytesComeOneByOne() {
    answers(
        "/dribbles",
        "image/jpeg",
        out -> {
          for (int i = 0; i < 30; i++) {
            write(out, "x");
            TimeUnit.MILLISECONDS.sleep(500);
          }
        });

    assertThat(fault("/dribbles").fault()).isEqualTo(StreamFault.STALLED);
    assertThat(alive.get()).isGreaterThan(3);
  }

  @Test
  void shouldGiveUpAStreamWhosePartsAreNoPictures() {
    answers(
        "/notes",
        "multipart/x-mixed-replace; boundary=x",
        out -> {
          for (int i = 0; i < 100; i++) {
            write(out, "--x\r\nContent-Length: 4\r\n\r\nnote\r\n");
            TimeUnit.MILLISECONDS.sleep(100);
          }
        });

    assertThat(fault("/notes")).hasMessageContaining("no pictures");
  }

  @Test
  void shouldGiveUpAStreamWhoseSegmentsAreNeverThere() {
    AtomicInteger number = new AtomicInteger();
    answers(
        "/live",
        "application/vnd.apple.mpegurl",
        out -> {
          int first = number.addAndGet(1);
          String head = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:" + first;
          write(out, head + "\n#EXTINF:1,\na.ts\n#EXTINF:1,\na.ts\n#EXTINF:1,\na.ts\n");
          if (number.get() > 20) {
            TimeUnit.SECONDS.sleep(30); // So that the test ends without the limit too.
          }
        });

    assertThat(fault("/live").fault()).isEqualTo(StreamFault.STALLED);
    assertThat(number.get()).isLessThan(20);
  }
}
