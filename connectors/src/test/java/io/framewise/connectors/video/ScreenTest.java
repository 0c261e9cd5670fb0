package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.ScreenArea;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.testing.VirtualScreen;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real X server with real windows. */
@Timeout(60)
final class ScreenTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(5), Framing.whole(640), 50);

  private VirtualScreen screen;

  @BeforeEach
  void startScreen() {
    Optional<VirtualScreen> started = VirtualScreen.start();
    assumeThat(started).as("Xvfb and xlogo are installed").isPresent();
    screen = started.get();
  }

  @AfterEach
  void endScreen() {
    if (screen != null) {
      screen.close();
    }
  }

  private static LiveVideo open(String display, Optional<ScreenArea> area) throws Exception {
    return FfmpegVideo.open("test", FfmpegInput.screen(display, area, LIMITS), LIMITS, () -> {});
  }

  private static StreamFaultException fault(String display, Optional<ScreenArea> area) {
    return catchThrowableOfType(
        StreamFaultException.class,
        () -> {
          try (LiveVideo video = open(display, area)) {
            video.next();
          }
        });
  }

  private static void awaitColour(LiveVideo video, int x, int y, Color expected) throws Exception {
    BufferedImage image;
    do {
      video.next();
      image = video.image();
    } while (image.getRGB(x, y) != expected.getRGB());
  }

  @Test
  void shouldShowTheWindowsOfTheWholeScreen() throws Exception {
    try (LiveVideo video = open(screen.display(), Optional.empty())) {
      assertThat(video.facts().width()).isEqualTo(VirtualScreen.WIDTH);
      assertThat(video.facts().height()).isEqualTo(VirtualScreen.HEIGHT);
      assertThat(video.paced()).isTrue();

      screen.show(Color.RED, 100, 50, 80, 60);

      awaitColour(video, 102, 52, Color.RED);
      assertThat(new Color(video.image().getRGB(98, 52))).isEqualTo(Color.BLACK);
    }
  }

  @Test
  void shouldShowAPartOfTheScreenOnly() throws Exception {
    screen.show(Color.GREEN, 100, 50, 80, 60);
    try (LiveVideo video = open(screen.display(), Optional.of(new ScreenArea(100, 50, 40, 32)))) {
      awaitColour(video, 0, 0, Color.GREEN);

      assertThat(video.image().getWidth()).isEqualTo(40);
      assertThat(video.image().getHeight()).isEqualTo(32);
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchDisplay() {
    assertThat(fault(":4711", Optional.empty()).fault()).isEqualTo(StreamFault.NOT_FOUND);
  }

  @Test
  void shouldSayThatThePartIsNotWithinTheScreen() {
    StreamFaultException fault =
        fault(screen.display(), Optional.of(new ScreenArea(300, 0, 40, 32)));

    assertThat(fault.fault()).isEqualTo(StreamFault.NOT_FOUND);
    assertThat(fault).hasMessageContaining("region");
  }

  @Test
  void shouldSayThatTheDisplayHasEnded() throws Exception {
    try (LiveVideo video = open(screen.display(), Optional.empty())) {
      video.next();

      screen.close();

      StreamFaultException fault =
          catchThrowableOfType(
              StreamFaultException.class,
              () -> {
                while (true) {
                  video.next();
                }
              });
      assertThat(fault.fault()).isEqualTo(StreamFault.CLOSED);
    }
  }
}
