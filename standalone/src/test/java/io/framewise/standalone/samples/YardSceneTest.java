package io.framewise.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class YardSceneTest {

  private static final Map<String, String> OPPOSITE =
      Map.of("left", "right", "right", "left", "up", "down", "down", "up", "none", "none");
  private static final int SCENES = 20;

  @Test
  void shouldDrawTheSameWhenTheSeedIsTheSame() {
    assertThat(pixels(new YardScene(5), 20)).isEqualTo(pixels(new YardScene(5), 20));
    assertThat(pixels(new YardScene(6), 20)).isNotEqualTo(pixels(new YardScene(5), 20));
  }

  @Test
  void shouldFlipTheDirectionWhenTheFramesAreReversed() {
    Set<String> ways = new TreeSet<>();
    windows()
        .forEach(
            window -> {
              String way = window.scene.answers(window.seconds).get("direction");
              List<Double> backwards = new ArrayList<>(window.seconds);
              Collections.reverse(backwards);
              // The way of a car is its own; where it is seen first tells which way it drives.
              if (way != null && !way.equals("none")) {
                assertThat(seenWay(window.scene, window.seconds)).isEqualTo(way);
                assertThat(seenWay(window.scene, backwards)).isEqualTo(OPPOSITE.get(way));
              }
              ways.add(String.valueOf(way));
            });
    assertThat(ways).contains("left", "right", "up", "down", "none");
  }

  @Test
  void shouldCountAndPlaceWhatIsThereAtTheEnd() {
    windows()
        .forEach(
            window -> {
              Map<String, String> answers = window.scene.answers(window.seconds);
              List<Thing> last = window.scene.things(window.seconds.get(3));
              assertThat(answers).containsEntry("count", String.valueOf(last.size()));
              String place =
                  last.stream()
                      .filter(thing -> thing.kind().equals("red car"))
                      .map(thing -> Coordinates.box("red car", thing))
                      .findFirst()
                      .orElse("none");
              assertThat(answers).containsEntry("place", place);
            });
  }

  @Test
  void shouldKnowBothAnswersOfEveryQuestion() {
    Map<String, Set<String>> said = new TreeMap<>();
    windows()
        .forEach(
            window ->
                window
                    .scene
                    .answers(window.seconds)
                    .forEach(
                        (question, answer) ->
                            said.computeIfAbsent(question, key -> new TreeSet<>()).add(answer)));

    for (String question : List.of("red", "line", "touch")) {
      assertThat(said.get(question)).as(question).containsExactly("no", "yes");
    }
    assertThat(said.get("count")).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void shouldShowRedWhereTheRedCarIs() {
    YardScene scene = new YardScene(7);
    int found = 0;
    for (int second = 0; second < YardScene.SECONDS; second++) {
      for (Thing thing : scene.things(second)) {
        if (thing.kind().equals("red car")) {
          Color middle = color(scene, second, thing);
          assertThat(middle.getRed()).isGreaterThan(2 * middle.getGreen());
          found++;
        }
      }
    }
    assertThat(found).isPositive();
  }

  private static Color color(YardScene scene, double second, Thing thing) {
    int x = (int) ((thing.left() + thing.right()) / 2 * YardScene.SIZE);
    int y = (int) ((thing.top() + thing.bottom()) / 2 * YardScene.SIZE);
    return new Color(image(scene, second).getRGB(x, y));
  }

  /** Which way the red car's box goes from the first to the last of the moments that show it. */
  private static String seenWay(YardScene scene, List<Double> seconds) {
    List<Thing> red =
        seconds.stream()
            .flatMap(second -> scene.things(second).stream())
            .filter(thing -> thing.kind().equals("red car"))
            .toList();
    double x = red.get(red.size() - 1).left() - red.get(0).left();
    double y = red.get(red.size() - 1).top() - red.get(0).top();
    if (Math.abs(x) > Math.abs(y)) {
      return x > 0 ? "right" : "left";
    }
    return y > 0 ? "down" : "up";
  }

  private record Window(YardScene scene, List<Double> seconds) {}

  private static Stream<Window> windows() {
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(SCENES)
        .map(YardScene::new)
        .flatMap(
            scene ->
                Stream.iterate(0.5, second -> second < YardScene.SECONDS - 4, second -> second + 1)
                    .map(s -> new Window(scene, List.of(s, s + 1, s + 2, s + 3))));
  }

  private static int[] pixels(YardScene scene, double second) {
    return image(scene, second)
        .getRGB(0, 0, YardScene.SIZE, YardScene.SIZE, null, 0, YardScene.SIZE);
  }

  private static BufferedImage image(YardScene scene, double second) {
    BufferedImage image =
        new BufferedImage(YardScene.SIZE, YardScene.SIZE, BufferedImage.TYPE_INT_RGB);
    scene.draw(image, second);
    return image;
  }
}
