package io.framewise.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PictureTruthTest {

  private static final int PICTURES = 40;

  @Test
  void shouldAgreeWithWhatIsDrawnWhenItIsAScreen() {
    pictures(true)
        .forEach(
            screen -> {
              Map<String, String> answers = screen.answers();
              List<String> kinds = screen.things().stream().map(Thing::kind).toList();
              long windows = kinds.stream().filter("window"::equals).count();
              assertThat(answers).containsEntry("windows", String.valueOf(windows));
              boolean error = kinds.contains("error dialog");
              assertThat(answers).containsEntry("error", error ? "yes" : "no");
              boolean dialog = error || kinds.contains("good dialog");
              assertThat(answers.get("says").equals("nothing")).isEqualTo(!dialog);
              assertThat(dialog).isEqualTo(kinds.contains(answers.get("says")));
              assertThat(kinds).containsOnlyOnce("OK button");
            });
  }

  @Test
  void shouldPointAtTheBlueButtonWhenAskedForOk() {
    pictures(true)
        .forEach(
            screen -> {
              int[] place = numbers(screen.answers().get("ok"));
              int x = place[0] * ScreenPicture.WIDTH / 1000;
              int y = place[1] * ScreenPicture.HEIGHT / 1000;
              assertThat(LongStream.rangeClosed(-12, 12).mapToObj(d -> color(screen, x + d, y)))
                  .anyMatch(color -> color.getBlue() > 200 && color.getRed() < 80);
            });
  }

  @Test
  void shouldNameAndPlaceTheDefectWhenThereIsOne() {
    pictures(false)
        .forEach(
            part -> {
              Map<String, String> answers = part.answers();
              boolean sound = answers.get("defect").equals("none");
              assertThat(answers).containsEntry("usable", sound ? "yes" : "no");
              if (sound) {
                assertThat(answers).containsEntry("where", "none");
              } else {
                Thing defect = part.things().get(1);
                assertThat(defect.kind()).isEqualTo(answers.get("defect"));
                assertThat(answers.get("where")).isEqualTo(Coordinates.box("defect", defect));
              }
            });
  }

  @Test
  void shouldWriteThousandthsInStepsOfTwenty() {
    Thing thing = new Thing("cup", 0.105, 0.5, 0.333, 1);

    assertThat(Coordinates.point(thing)).isEqualTo("[[220, 760]]");
    assertThat(Coordinates.box("cup", thing))
        .isEqualTo("<ref>cup</ref><box>[[100, 500, 340, 980]]</box>");
  }

  private static Stream<Picture> pictures(boolean screens) {
    return LongStream.range(0, PICTURES)
        .mapToObj(seed -> screens ? ScreenPicture.draw(seed) : PartPicture.draw(seed));
  }

  private static Color color(Picture picture, long x, int y) {
    return new Color(picture.image().getRGB((int) x, y));
  }

  private static int[] numbers(String place) {
    return Stream.of(place.replaceAll("[^0-9,]", "").split(","))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
