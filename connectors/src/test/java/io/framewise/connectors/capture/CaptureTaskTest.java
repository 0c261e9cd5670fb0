package io.framewise.connectors.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.capture.CaptureMessage.LeftOut;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.KeyFrames;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.connectors.web.AddressRule;
import io.framewise.connectors.web.WebTarget;
import io.framewise.contract.Secret;
import java.awt.Color;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a capture process tells of one stream. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class CaptureTaskTest {

  private final BlockingQueue<CaptureMessage> messages = new LinkedBlockingQueue<>();

  private static CaptureOrder order(WebCamera camera) {
    WebTarget target =
        new WebTarget(
            Secret.of(camera.address("/picture")),
            "",
            Secret.NONE,
            new AddressRule(true, false),
            Duration.ZERO);
    return new CaptureOrder(
        "gate",
        new CaptureTarget.Web(target),
        Duration.ofSeconds(20),
        KeyFrames.AUTO,
        5,
        80,
        Framing.whole(640),
        0,
        Duration.ofSeconds(2));
  }

  private <T extends CaptureMessage> T next(Class<T> kind) throws InterruptedException {
    CaptureMessage message = messages.take();
    while (!kind.isInstance(message)) {
      message = messages.take();
    }
    return kind.cast(message);
  }

  @Test
  void shouldTellThatACameraOfSinglePicturesShowsTheSameOneAgain() throws Exception {
    try (WebCamera camera = WebCamera.start()) {
      camera.shows(Pictures.of("png", Color.RED));
      Thread task =
          new Thread(new CaptureTask(order(camera), Clock.systemUTC(), messages::add), "gate");
      task.start();

      Picture picture = next(Picture.class);
      LeftOut same = next(LeftOut.class);

      assertThat(same.look().luma()).isEqualTo(picture.look().luma());
      assertThat(same.capturedAtMillis()).isGreaterThan(picture.capturedAtMillis());
      camera.shows(Pictures.of("png", Color.BLUE));
      assertThat(next(Picture.class).look().luma()).isNotEqualTo(picture.look().luma());
      task.interrupt();
      task.join();
    }
  }
}
