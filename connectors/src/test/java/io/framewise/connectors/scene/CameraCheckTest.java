package io.framewise.connectors.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.testing.LumaPictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A camera at two pictures a second that has been well for a minute. */
final class CameraCheckTest {

  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
  private static final BufferedImage YARD = LumaPictures.yard(0);

  private static final Map<BufferedImage, List<LumaPicture>> NOISY = new ConcurrentHashMap<>();

  private final CameraCheck check = new CameraCheck();
  private Instant at = Instant.parse("2026-12-01T10:00:00Z");
  private int count;

  @BeforeEach
  void beWellForAMinute() {
    assertThat(conditionsAfter(YARD, Duration.ofMinutes(1))).isEmpty();
  }

  private List<Condition> conditionsAfter(BufferedImage scene, Duration span) {
    Instant end = at.plus(span);
    List<LumaPicture> pictures = NOISY.computeIfAbsent(scene, LumaPictures::noisy);
    List<SceneCondition> conditions = List.of();
    while (at.isBefore(end)) {
      conditions = next(pictures.get(count++ % pictures.size()));
    }
    return conditions.stream().map(SceneCondition::condition).toList();
  }

  private List<SceneCondition> next(LumaPicture picture) {
    at = at.plus(STEP);
    return check.next(picture, at);
  }

  static Stream<Arguments> shouldTellWhatIsWrongAndTakeItBack() {
    return Stream.of(
        Arguments.of(Condition.BLACK, plain(4)),
        Arguments.of(Condition.TOO_BRIGHT, plain(252)),
        Arguments.of(Condition.COVERED, plain(90)),
        Arguments.of(Condition.BLURRED, blurred(YARD)),
        Arguments.of(Condition.MOVED, LumaPictures.yard(80)));
  }

  private static BufferedImage plain(int level) {
    return LumaPictures.image(
        graphics -> {
          graphics.setColor(new Color(level, level, level));
          graphics.fillRect(0, 0, LumaPictures.WIDTH, LumaPictures.HEIGHT);
        });
  }

  private static BufferedImage blurred(BufferedImage scene) {
    int side = 15;
    float[] weights = new float[side * side];
    Arrays.fill(weights, 1f / weights.length);
    BufferedImage from =
        new BufferedImage(scene.getWidth(), scene.getHeight(), BufferedImage.TYPE_INT_RGB);
    from.createGraphics().drawImage(scene, 0, 0, null);
    return new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null)
        .filter(from, null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void shouldTellWhatIsWrongAndTakeItBack(Condition condition, BufferedImage scene) {
    assertThat(conditionsAfter(scene, Duration.ofSeconds(5))).isEmpty();
    assertThat(conditionsAfter(scene, TOLD_WITHIN.minusSeconds(5))).containsExactly(condition);
    assertThat(conditionsAfter(YARD, Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void shouldTellAFrozenPictureAlsoWhereTheCameraGoesOnWritingTheTime() {
    Instant began = at.plus(STEP);
    BufferedImage noisy = LumaPictures.yard(0);
    List<SceneCondition> told = List.of();
    for (int i = 0; i < 40; i++) {
      told = next(LumaPicture.of(withTime(noisy, i)));
    }

    assertThat(told).containsExactly(new SceneCondition(Condition.FROZEN, began.plus(STEP)));
    assertThat(conditionsAfter(YARD, Duration.ofSeconds(5))).isEmpty();
  }

  private static BufferedImage withTime(BufferedImage scene, int second) {
    return LumaPictures.image(
        graphics -> {
          graphics.drawImage(scene, 0, 0, null);
          graphics.drawString("10:00:" + second, 20, 20);
        });
  }

  @Test
  void shouldNotTellWhatPasses() {
    assertThat(conditionsAfter(plain(4), Duration.ofSeconds(8))).isEmpty();
    assertThat(conditionsAfter(YARD, Duration.ofSeconds(1))).isEmpty();
    assertThat(conditionsAfter(plain(4), Duration.ofSeconds(8))).isEmpty();
  }

  @Test
  void shouldNotFlutterWhileAFaultComesAndGoes() {
    conditionsAfter(plain(4), TOLD_WITHIN);

    assertThat(conditionsAfter(YARD, Duration.ofSeconds(2))).containsExactly(Condition.BLACK);
    assertThat(conditionsAfter(plain(4), Duration.ofSeconds(1))).containsExactly(Condition.BLACK);
  }

  @Test
  void shouldTellAJumpOfTheClockForAWhile() {
    check.clockJumped(at);

    assertThat(conditionsAfter(YARD, Duration.ofSeconds(5))).containsExactly(Condition.CLOCK_JUMP);
    assertThat(conditionsAfter(YARD, Duration.ofSeconds(40))).isEmpty();
  }

  @Test
  void shouldAcceptANewViewThatStays() {
    BufferedImage elsewhere = LumaPictures.yard(80);

    assertThat(conditionsAfter(elsewhere, Duration.ofMinutes(9))).containsExactly(Condition.MOVED);
    assertThat(conditionsAfter(elsewhere, Duration.ofMinutes(2))).isEmpty();
    assertThat(conditionsAfter(YARD, TOLD_WITHIN)).containsExactly(Condition.MOVED);
  }

  @Test
  void shouldAcceptAPictureThatStaysBlurred() {
    BufferedImage wall = blurred(YARD);

    assertThat(conditionsAfter(wall, Duration.ofMinutes(59))).containsExactly(Condition.BLURRED);
    assertThat(conditionsAfter(wall, Duration.ofMinutes(2))).isEmpty();
  }

  @Test
  void shouldCompareOnlyWhatNoMaskHides() {
    assertThat(Measures.innerDifference(LumaPicture.of(masked(100)), LumaPicture.of(masked(102))))
        .isEqualTo(2);
  }

  /** One level in the lowest third, and a mask above. */
  private static BufferedImage masked(int level) {
    return LumaPictures.image(
        graphics -> {
          graphics.setColor(new Color(level, level, level));
          graphics.fillRect(
              0, LumaPictures.HEIGHT * 2 / 3, LumaPictures.WIDTH, LumaPictures.HEIGHT);
        });
  }

  @Test
  void shouldNotCountTheTimeInWhichTheStreamWasAway() {
    conditionsAfter(plain(4), Duration.ofSeconds(8));
    check.interrupted();
    at = at.plusSeconds(60);

    assertThat(conditionsAfter(plain(4), Duration.ofSeconds(8))).isEmpty();
  }
}
