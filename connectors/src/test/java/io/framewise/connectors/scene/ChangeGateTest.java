package io.framewise.connectors.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.scene.GateVerdict.Changed;
import io.framewise.connectors.scene.GateVerdict.LeftOut;
import io.framewise.connectors.scene.GateVerdict.Unchanged;
import io.framewise.connectors.testing.LumaPictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ChangeGateTest {

  private static final long SECOND = 1_000_000;
  private static final BufferedImage YARD = LumaPictures.yard(0);

  private final ChangeGate gate = new ChangeGate(4, Duration.ofSeconds(2));

  @Test
  void shouldLeaveOutAStillSceneButForARefresh() {
    assertThat(gate.next(LumaPictures.noisy(YARD, 1), SECOND)).isEqualTo(new Changed());
    assertThat(gate.next(LumaPictures.noisy(YARD, 2), 2 * SECOND)).isEqualTo(new LeftOut());
    GateVerdict refreshed = gate.next(LumaPictures.noisy(YARD, 3), 3 * SECOND);

    assertThat(refreshed).isEqualTo(new Unchanged(SECOND));
    assertThat(refreshed.unchangedSince()).contains(Instant.ofEpochSecond(1));
    assertThat(gate.next(LumaPictures.noisy(YARD, 4), 4 * SECOND)).isEqualTo(new LeftOut());
    assertThat(gate.next(LumaPictures.noisy(YARD, 5), 5 * SECOND)).isEqualTo(new Unchanged(SECOND));
  }

  @Test
  void shouldLetSomethingSmallThrough() {
    gate.next(LumaPictures.noisy(YARD, 1), 0);

    assertThat(gate.next(LumaPictures.noisy(withPerson(), 2), SECOND)).isEqualTo(new Changed());
    assertThat(gate.next(LumaPictures.noisy(withPerson(), 3), 2 * SECOND)).isEqualTo(new LeftOut());
    assertThat(gate.next(LumaPictures.noisy(YARD, 4), 3 * SECOND)).isEqualTo(new Changed());
  }

  /** A person far away takes a thirtieth of the width and a twelfth of the height. */
  private static BufferedImage withPerson() {
    return LumaPictures.image(
        graphics -> {
          graphics.drawImage(YARD, 0, 0, null);
          person(graphics);
        });
  }

  private static void person(Graphics2D graphics) {
    graphics.setColor(Color.BLACK);
    graphics.fillRect(300, 200, 20, 30);
  }

  @Test
  void shouldAddUpASlowChange() {
    gate.next(LumaPictures.of(100), 0);

    assertThat(gate.next(LumaPictures.of(102), SECOND)).isEqualTo(new LeftOut());
    assertThat(gate.next(LumaPictures.of(104), 2 * SECOND)).isEqualTo(new Changed());
  }

  @Test
  void shouldLetAllThroughWithoutAThreshold() {
    ChangeGate open = new ChangeGate(0, Duration.ofSeconds(2));

    assertThat(open.isOn()).isFalse();
    assertThat(open.next(LumaPictures.of(100), 0)).isEqualTo(new Changed());
    assertThat(open.next(LumaPictures.of(100), 1)).isEqualTo(new Changed());
  }
}
