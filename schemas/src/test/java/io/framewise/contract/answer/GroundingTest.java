package io.framewise.contract.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.Point;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundingTest {

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final Duration NO_TIME_AT_ALL = Duration.ofSeconds(10);

  @Test
  void shouldPlaceEachBoxInThePicturesPixelsWhenItIsLabelled() {
    assertThat(
            boxes(
                "<ref>red car</ref><box>[[0, 500, 250, 1000], [100, 200, 300, 400]]</box>"
                    + " and <ref>sign</ref><box>[[500,0,500,10]]</box>"))
        .contains(
            List.of(
                new Box("red car", 0.0, 540.0, 480.0, 1080.0),
                new Box("red car", 192.0, 216.0, 576.0, 432.0),
                new Box("sign", 960.0, 0.0, 960.0, 10.8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[250, 500, 500, 1000]]",
        "<box>[[250,500,500,1000]]</box>",
        "<box>[250, 500, 500, 1000]</box>",
        "The car is at [ [250, 500, 500, 1000] ].",
        "```\n[[250, 500, 500, 1000]]\n```"
      })
  void shouldReadABoxWhateverIsAroundIt(String text) {
    assertThat(boxes(text)).contains(List.of(new Box(null, 480.0, 540.0, 960.0, 1080.0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a car",
        "250, 500, 500, 1000",
        "[250, 500, 500, 1000]",
        "[[500, 500, 250, 1000]]",
        "[[250, 500, 500, 499]]",
        "[[250, 500, 500, 1001]]",
        "[[-1, 500, 500, 1000]]",
        "[[250, 500, 500]]",
        "[[250, 500, 500, 1000, 7]]",
        "[[250, 500, 500, ]]",
        "[[0.25, 0.5, 0.5, 1.0]]",
        "[[a, b, c, d]]",
        "[[99999999999999999999, 500, 500, 1000]]",
        "[[250, 500, 500, 1000], [1, 2",
        "<ref>car</ref><box>[[250, 500, 500, 1000]]</box><box>[[1, 2",
        "[[250, 500, 500, 1000], [9, 9, 1, 1]]",
        "[[100, 200]]",
        "pyautogui.click(x=0.2346, y=0.381)",
        "none of them is a car"
      })
  void shouldRefuseTheWholeTextWhenAnythingInItIsNoBox(String text) {
    assertThat(boxes(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "None.", " [] ", "[[]]", "<ref>car</ref><box>[]</box>", "<box>[[]]</box>"})
  void shouldFindNothingWhenTheTextSaysSo(String text) {
    assertThat(boxes(text)).contains(List.of());
    assertThat(Grounding.points(text, WIDTH, HEIGHT)).contains(List.of());
  }

  @Test
  void shouldReadPointsOfBothScales() {
    assertThat(points("<ref>button</ref><box>[[500, 250], [0, 1000]]</box>"))
        .contains(List.of(new Point("button", 960.0, 270.0), new Point("button", 0.0, 1080.0)));
    assertThat(points("[[500,250]]")).contains(List.of(new Point(null, 960.0, 270.0)));
    assertThat(points("Thought: it is there.\npyautogui.click(x=0.25, y=.5)\n"))
        .contains(List.of(new Point(null, 480.0, 540.0)));
    assertThat(points("pyautogui.doubleClick(x = 1.0, y = 0, clicks=2)"))
        .contains(List.of(new Point(null, 1920.0, 0.0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1, 2, 3, 4]]",
        "[[1]]",
        "pyautogui.click(x=1.5, y=0.5)",
        "pyautogui.click(x=10, y=0.5)",
        "pyautogui.click(x=-0.5, y=0.5)",
        "pyautogui.click(x=0.5.5, y=0.5)",
        "pyautogui.click(x=1e-3, y=0.5)",
        "pyautogui.click()",
        "pyautogui.write('[[1, 2]]')",
        "click(0.5, 0.5)"
      })
  void shouldRefuseTheWholeTextWhenAnythingInItIsNoPoint(String text) {
    assertThat(points(text)).isEmpty();
  }

  @Test
  void shouldPlaceNothingWhenThePicturesSizeIsNotKnown() {
    assertThat(Grounding.boxes("[[1, 2, 3, 4]]", 0, 0)).isEmpty();
    assertThat(Grounding.points("[[1, 2]]", WIDTH, -1)).isEmpty();
  }

  @Test
  void shouldBoundWhatItTakesIn() {
    String one = "[[1,2,3,4]]";
    assertThat(boxes(one.repeat(Grounding.MAX_SHAPES)).orElseThrow()).hasSize(Grounding.MAX_SHAPES);
    assertThat(boxes(one.repeat(Grounding.MAX_SHAPES + 1))).isEmpty();
    assertThat(boxes(one + " ".repeat(Grounding.MAX_TEXT))).isEmpty();
    assertThat(boxes("<ref>" + "x".repeat(5000) + "</ref>" + one).orElseThrow().get(0).getLabel())
        .hasSize(200);
  }

  /** Repeated starts of everything that the grammar knows, none of them finished. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[ ",
        "[[",
        "[1],",
        "[[1],",
        "[],",
        "<ref>",
        "<box>",
        "<box>[",
        "<box>[[1,2,3,4]",
        "<box>[[1,2,3,4],",
        "pyautogui.",
        "pyautogui.click(x=0.",
        "pyautogui.click(x=0.5,",
        "]",
        " ",
        "\t",
        "<ref>a",
        "[[1,2,3,4",
        "</box>",
        "none "
      })
  void shouldEndSoonWhateverTheText(String part) {
    String hostile = part.repeat(Grounding.MAX_TEXT / part.length());

    Assertions.assertTimeoutPreemptively(
        NO_TIME_AT_ALL,
        () -> {
          for (String text : List.of(hostile, "[" + hostile.substring(1), hostile.strip())) {
            assertThat(boxes(text)).isEmpty();
            assertThat(points(text)).isEmpty();
          }
        });
  }

  @Test
  void shouldKeepEveryBoxInsideThePictureWhenATextIsDamagedAtRandom() {
    Random random = new Random(5);
    String sound = "<ref>a</ref><box>[[10,20,30,40],[500,0,1000,999]]</box>";
    String letters = "0123456789,[]<>/-. refbox";
    int fit = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(sound);
      for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
        text.setCharAt(
            random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
      }
      Optional<List<Box>> boxes = boxes(text.toString());
      fit += boxes.isPresent() ? 1 : 0;
      for (Box box : boxes.orElse(List.of())) {
        assertThat(box.getX1()).isBetween(0.0, box.getX2());
        assertThat(box.getY1()).isBetween(0.0, box.getY2());
        assertThat(box.getX2()).isLessThanOrEqualTo(WIDTH);
        assertThat(box.getY2()).isLessThanOrEqualTo(HEIGHT);
      }
    }
    assertThat(fit).isBetween(1, 99_999);
  }

  private static Optional<List<Box>> boxes(String text) {
    return Grounding.boxes(text, WIDTH, HEIGHT);
  }

  private static Optional<List<Point>> points(String text) {
    return Grounding.points(text, WIDTH, HEIGHT);
  }
}
