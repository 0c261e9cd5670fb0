package io.framewise.model.hub;

import static io.framewise.model.hub.FakeHub.COMMIT;
import static io.framewise.model.hub.FakeHub.REPOSITORY;
import static io.framewise.model.hub.FakeHub.TENSORS;
import static io.framewise.model.hub.FakeHub.breaksOffAfter;
import static io.framewise.model.hub.FakeHub.redirect;
import static io.framewise.model.hub.FakeHub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.framewise.contract.UserError;
import io.framewise.testing.LogLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class HubFaultTest {

  private static final String TOKEN = "hf_secretsecretsecret";
  private static final int SOME = 200_000;

  @TempDir private Path home;
  private FakeHub hub;
  private TestHub test;

  @BeforeEach
  void start() {
    hub = new FakeHub();
    test = new TestHub(hub, home);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void assertWhole(Path found) {
    assertThat(found.resolve(TENSORS)).hasBinaryContent(hub.content(TENSORS));
  }

  private List<String> ranges() {
    return hub.seen().stream()
        .filter(one -> one.step().equals("CDN " + TENSORS))
        .map(one -> String.valueOf(one.range()))
        .toList();
  }

  private static String wayOut(Throwable e) {
    return ((UserError) e).wayOut();
  }

  @Test
  void shouldGoOnWhereTheConnectionBrokeOff() {
    hub.fault("CDN " + TENSORS, breaksOffAfter(SOME));

    assertWhole(test.find(REPOSITORY));

    assertThat(ranges()).hasSize(2).first().isEqualTo("null");
    assertThat(ranges().get(1)).matches("bytes=[1-9]\\d*-");
    assertThat(test.pauses()).hasSize(1);
  }

  @Test
  void shouldGoOnWhereAnEarlierRunStopped() throws IOException {
    Files.createDirectories(test.incomplete(TENSORS).getParent());
    byte[] begun = Arrays.copyOf(hub.content(TENSORS), SOME);
    Files.write(test.incomplete(TENSORS), begun);

    assertWhole(test.find(REPOSITORY));

    assertThat(ranges()).containsExactly("bytes=" + SOME + "-");
    assertThat(test.incomplete(TENSORS)).doesNotExist();
  }

  @Test
  void shouldStartAgainWhenTheServerIgnoresTheRange() {
    hub.fault("CDN " + TENSORS, breaksOffAfter(SOME), FakeHub::whole);

    assertWhole(test.find(REPOSITORY));

    assertThat(ranges()).hasSize(2);
  }

  @Test
  void shouldKeepWhatHasArrivedWhenItGivesUp() throws IOException {
    FakeHub.Fault nothing = status(503);
    hub.fault("CDN " + TENSORS, breaksOffAfter(SOME), nothing, nothing, nothing, nothing);

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("127.0.0.1", "503", "5 times");

    assertThat(Files.size(test.incomplete(TENSORS))).isPositive();
    assertThat(test.repository().resolve("refs")).doesNotExist();
    assertThat(test.repository().resolve("snapshots/" + COMMIT)).isEmptyDirectory();
    assertWhole(test.find(REPOSITORY));
    assertThat(ranges().get(ranges().size() - 1)).startsWith("bytes=");
  }

  @Test
  void shouldTakeASilentConnectionForABrokenOne() {
    hub.fault("CDN " + TENSORS, hub.silentAfter(SOME));

    assertWhole(test.find(REPOSITORY, Duration.ofMillis(300), Long.MAX_VALUE));

    assertThat(ranges()).hasSize(2);
  }

  @Test
  void shouldRemoveADamagedFileAndTryOnceMore() {
    hub.fault("CDN " + TENSORS, FakeHub::damaged);

    assertWhole(test.find(REPOSITORY));

    assertThat(ranges()).containsExactly("null", "null");
  }

  @Test
  void shouldGiveUpOnAFileThatIsDamagedTwice() {
    hub.fault("CDN " + TENSORS, FakeHub::damaged, FakeHub::damaged);

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(TENSORS, "wrong checksum 2 times");

    assertThat(test.blob(TENSORS)).doesNotExist();
    assertThat(test.incomplete(TENSORS)).doesNotExist();
  }

  @Test
  void shouldCheckSmallFilesAsGitDoes() {
    hub.fault("GET config.json", FakeHub::damaged, FakeHub::damaged);

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .hasMessageContainingAll("config.json", "wrong checksum");
  }

  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    hub.fault("LIST", status(429, "Retry-After", "17"), status(503));
    hub.fault("CDN " + TENSORS, status(429, "RateLimit", "\"resolvers\";r=0;t=55"));

    assertWhole(test.find(REPOSITORY));

    assertThat(test.pauses())
        .containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(2), Duration.ofSeconds(55));
  }

  @Test
  void shouldNotWaitForHours() {
    hub.fault("LIST", status(429, "Retry-After", "7200"));

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .hasMessageContaining("asks to slow down (429)")
        .satisfies(e -> assertThat(wayOut(e)).contains("later", "HF_TOKEN"));

    assertThat(test.pauses()).isEmpty();
  }

  @Test
  void shouldSayThatAModelIsGated() {
    hub.fault("LIST", status(401, "X-Error-Code", "GatedRepo"), status(403));

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .hasMessageContaining("gated (401)")
        .satisfies(
            e -> assertThat(wayOut(e)).contains(hub.endpoint() + "/" + REPOSITORY, "HF_TOKEN"));
    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_TOKEN", TOKEN))
        .hasMessageContaining("not open to the account")
        .satisfies(e -> assertThat(wayOut(e)).contains("accept its licence"));
    assertThat(test.pauses()).isEmpty();
  }

  @Test
  void shouldNotTakeTheRefusalOfAnotherHostForThatOfTheHub() {
    hub.fault("CDN " + TENSORS, status(403));

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .isInstanceOf(UserError.class)
        .hasMessage("127.0.0.1 answers 403");
  }

  @Test
  void shouldSayThatATokenIsNotAccepted() {
    hub.fault("LIST", status(401), status(401));

    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_TOKEN", TOKEN))
        .hasMessageContaining("does not accept the Hugging Face token");
    assertThatThrownBy(() -> test.find(REPOSITORY))
        .satisfies(e -> assertThat(wayOut(e)).contains("check the name", "HF_TOKEN"));
  }

  @Test
  void shouldSayThatThereIsNoSuchModelOrRevision() {
    assertThatThrownBy(() -> test.find("acme/typo"))
        .hasMessageContainingAll("no model acme/typo", "no directory here")
        .satisfies(e -> assertThat(wayOut(e)).contains(ModelLocation.EXAMPLE));

    hub.fault("LIST", status(404, "X-Error-Code", "RevisionNotFound"));
    assertThatThrownBy(() -> test.find(REPOSITORY + "@v9"))
        .hasMessageContaining(REPOSITORY + " has no revision v9");
  }

  @Test
  void shouldSayThatTheHubCannotBeReached() {
    hub.close();

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("127.0.0.1 cannot be reached", "5 times");
    assertThatThrownBy(() -> test.find(REPOSITORY, "HF_ENDPOINT", "http://hub.invalid"))
        .hasMessageContaining("the name hub.invalid cannot be resolved");
  }

  @Test
  void shouldSayThatSomethingElseAnswers() {
    hub.fault(
        "LIST",
        (exchange, content) -> FakeHub.whole(exchange, "<html>".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> test.find(REPOSITORY))
        .hasMessageContaining("does not answer as a Hugging Face hub does");
  }

  @Test
  void shouldGiveTheTokenToNobodyButTheHub() {
    assertWhole(test.find(REPOSITORY, "HF_TOKEN", TOKEN));

    assertThat(hub.seen())
        .allSatisfy(
            one -> {
              boolean atHub = !one.step().startsWith("CDN");
              assertThat(one.authorization()).isEqualTo(atHub ? "Bearer " + TOKEN : null);
            });
    assertThat(hub.count("CDN " + TENSORS)).isOne();
  }

  @Test
  void shouldKeepTheTokenOnARedirectWithinTheHub() {
    hub.fault(
        "HEAD config.json",
        redirect(307, "/" + REPOSITORY + "/resolve/" + COMMIT + "/config.json"));

    assertWhole(test.find(REPOSITORY, "HF_TOKEN", TOKEN));

    assertThat(hub.seen())
        .filteredOn(one -> one.step().equals("HEAD config.json"))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.authorization()).isNotNull());
  }

  @Test
  void shouldNeverSayTheToken() {
    Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = log.getLevel();
    LogLines said = new LogLines();
    log.setLevel(Level.TRACE);
    log.addAppender(said);
    try {
      hub.fault("LIST", status(500), status(401));
      hub.fault("CDN " + TENSORS, breaksOffAfter(SOME), FakeHub::damaged);
      assertSilent(() -> test.find(REPOSITORY, "HF_TOKEN", TOKEN));
      assertThat(test.find(REPOSITORY, "HF_TOKEN", TOKEN)).isDirectory();
      assertSilent(() -> test.find("acme/other", "HF_TOKEN", TOKEN + "\u00fc \n" + TOKEN));
      assertSilent(() -> test.find("acme/other", "HF_ENDPOINT", "http://me:" + TOKEN + "@host"));
    } finally {
      log.detachAppender(said);
      log.setLevel(before);
    }
    assertThat(said.list).isNotEmpty();
    assertThat(said.list)
        .allSatisfy(line -> assertThat(line.getFormattedMessage()).doesNotContain(TOKEN));
    assertThat(HubSettings.of(hub.environment(home, "HF_TOKEN", TOKEN)).toString())
        .doesNotContain(TOKEN);
  }

  private static void assertSilent(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UserError.class)
        .satisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace + wayOut(e)).doesNotContain(TOKEN);
            });
  }

  @Test
  void shouldNotStartWhatTheDiskCannotHold() {
    assertThatThrownBy(() -> test.find(REPOSITORY, Duration.ofSeconds(20), 64L << 20))
        .hasMessageContainingAll("needs 600.0 kB", "has 67.1 MB")
        .satisfies(e -> assertThat(wayOut(e)).contains("HF_HOME"));

    assertThat(hub.count("CDN " + TENSORS)).isZero();
  }

  @Test
  void shouldRefuseASizeThatNoModelHas() {
    String tag = "\"" + FakeHub.hash("SHA-256", new byte[0]) + "\"";
    hub.fault(
        "HEAD " + TENSORS,
        status(200, "X-Linked-Etag", tag, "X-Linked-Size", Long.toString(Long.MAX_VALUE)));

    assertThatThrownBy(() -> test.find(REPOSITORY)).hasMessageContaining(TENSORS + " of acme/tiny");
  }

  @Test
  void shouldNotWriteMoreThanWasAnnounced() throws IOException {
    byte[] longer = new byte[2 * SOME * 3];
    hub.fault("CDN " + TENSORS, (exchange, content) -> FakeHub.whole(exchange, longer));

    assertWhole(test.find(REPOSITORY));

    try (Stream<Path> blobs = Files.list(test.blob(TENSORS).getParent())) {
      assertThat(blobs).hasSize(3);
    }
  }

  @Test
  void shouldRefuseWhatHasNoChecksum() {
    hub.fault("HEAD config.json", status(200, "ETag", "\"../../evil\"", "Content-Length", "3"));

    assertThatThrownBy(() -> test.find(REPOSITORY)).hasMessageContaining("no checksum");
  }

  @Test
  void shouldNotFollowRedirectsForEver() {
    FakeHub.Fault circle = redirect(302, "/api/models/" + REPOSITORY + "/revision/main");
    hub.fault("LIST", circle, circle, circle, circle, circle, circle);

    assertThatThrownBy(() -> test.find(REPOSITORY)).hasMessageContaining("does not answer as");
    assertThat(hub.count("LIST")).isEqualTo(6);
  }
}
