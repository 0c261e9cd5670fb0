package io.framewise.lab.training;

import io.framewise.contract.avro.Domain;
import io.framewise.standalone.samples.Thing;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one window holds of a scene, as it arrives at the model.
 *
 * @param domain kind of scene
 * @param frames pictures in order
 * @param things what can be seen in each
 * @param answers true answers by question id
 */
record SceneWindow(
    Domain domain,
    List<BufferedImage> frames,
    List<List<Thing>> things,
    Map<String, String> answers) {

  private static final int KEPT_BACK = 7;
  private static final Pattern NOT_NUMBERS = Pattern.compile("[^0-9,]");

  /**
   * Whether training never sees this combination of answers: one of {@value #KEPT_BACK} is kept
   * back to find out whether the model has learned the answers apart from each other.
   */
  boolean keptBack() {
    String combination =
        switch (domain) {
          case VIDEO -> answers.get("direction") + answers.get("count") + answers.get("line");
          case SCREEN -> answers.get("says") + answers.get("windows") + corner(answers.get("ok"));
          case INSPECTION -> answers.get("defect") + corner(answers.get("where"));
        };
    return Math.floorMod(combination.hashCode(), KEPT_BACK) == 0;
  }

  /** Which tenth of the width and of the height a place begins in. */
  private static String corner(String place) {
    String[] numbers = NOT_NUMBERS.matcher(place).replaceAll("").split(",");
    return numbers.length < 2 ? "" : tenth(numbers[0]) + "/" + tenth(numbers[1]);
  }

  private static int tenth(String coordinate) {
    return Integer.parseInt(coordinate) / 100;
  }
}
