package io.framewise.connectors.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.Look;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.testing.LumaPictures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CaptureFeedTest {

  private final CaptureFeed feed = new CaptureFeed(null, 1);

  private static Picture picture(int number) {
    return new Picture(
        number,
        1,
        1,
        ByteBuffer.wrap(new byte[1]),
        Optional.empty(),
        new Look(LumaPictures.of(0), false));
  }

  private List<CaptureMessage> taken() throws InterruptedException {
    List<CaptureMessage> taken = new ArrayList<>();
    Optional<CaptureMessage> next = feed.next(Duration.ZERO);
    while (next.isPresent()) {
      taken.add(next.get());
      next = feed.next(Duration.ZERO);
    }
    return taken;
  }

  @Test
  void shouldGiveUpTheOldestPicturesAndCountThem() throws InterruptedException {
    feed.put(new Progress(1, 0, 0));
    for (int i = 0; i < 7; i++) {
      feed.put(picture(i));
    }

    assertThat(taken())
        .containsExactly(new Progress(1, 0, 0), picture(3), picture(4), picture(5), picture(6));
    assertThat(feed.givenUp()).isEqualTo(3);
    assertThat(feed.givenUp()).isZero();
  }

  @Test
  void shouldTakeNothingBehindTheEnd() throws InterruptedException {
    Ended end = new Ended(StreamFault.CLOSED, "over");
    feed.put(end);
    feed.put(picture(1));

    assertThat(taken()).containsExactly(end);
  }

  @Test
  void shouldBeEmptyWhenNothingComesInTime() throws InterruptedException {
    assertThat(feed.next(Duration.ofMillis(10))).isEmpty();
  }

  @Test
  void shouldKeepOneMessageOfHowItGoesWhileNobodyTakesThem() throws InterruptedException {
    feed.put(new Progress(1, 2, 0));
    feed.put(new Progress(3, 4, 5));

    assertThat(taken()).containsExactly(new Progress(4, 6, 5));
  }
}
