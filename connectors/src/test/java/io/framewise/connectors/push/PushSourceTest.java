package io.framewise.connectors.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.PictureJudge.Verdict;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PushSourceTest {

  private static final SourceSettings SETTINGS =
      Settings.connectors(Map.of("sources.test.kind", "push")).sources().get("test");

  private static Push push() {
    return new Push(
        new PushHead("", Instant.EPOCH, Map.of()),
        List.of(new PushedPicture("", ByteBuffer.wrap(new byte[1]))));
  }

  private static int refusal(Push push) {
    try {
      push.places().join();
      return 0;
    } catch (CompletionException e) {
      return ((Refusal) e.getCause()).status();
    }
  }

  @Test
  void shouldSayThatNothingCanBePushedWhenNobodyListens() throws InterruptedException {
    RecordingSink sink = new RecordingSink();
    PushSource source = new PushSource("test", SETTINGS, new PushDesk(false), Clock.systemUTC());
    RunningSource running = RunningSource.start(source, sink);

    await().until(() -> !sink.notes().isEmpty());
    running.stop();

    assertThat(sink.notes().get(0)).contains("connectors.push.port");
  }

  @Test
  void shouldRefuseWhatWaitsTooMuchAndWhatItLeavesBehind() throws InterruptedException {
    PushDesk desk = new PushDesk(true);
    PushSource source = new PushSource("test", SETTINGS, desk, Clock.systemUTC());
    List<Push> waiting = Stream.generate(PushSourceTest::push).limit(16).toList();
    waiting.forEach(source::offer);
    Push surplus = push();
    source.offer(surplus);

    assertThat(refusal(surplus)).isEqualTo(503);
    waiting.forEach(Push::giveUp);
    RunningSource running = RunningSource.start(source, new RecordingSink());
    await().until(() -> desk.find("test").isPresent());
    running.stop();

    assertThat(desk.find("test")).isEmpty();
    Push late = push();
    source.offer(late);
    assertThat(late.places()).isCompletedExceptionally();
    assertThat(refusal(late)).isEqualTo(503);
  }

  @Test
  void shouldRefuseNoPictureOfAFormThatIsToBeSentAgain() {
    RecordingSink sink = new RecordingSink();
    RefusedPicture bad = new RefusedPicture("bad", "bad", "1.jpg", ByteBuffer.allocate(1), 1);
    List<Verdict> verdicts = List.of(new Verdict.Bad(bad), new Verdict.Busy("busy"));

    assertThatThrownBy(() -> Judged.requireGood(verdicts, sink))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("try again");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void shouldNotCaptureWhatWasGivenUp() {
    Push push = push();

    assertThat(push.giveUp()).isTrue();
    assertThat(push.begin()).isEmpty();
    assertThat(push.giveUp()).isFalse();
  }
}
