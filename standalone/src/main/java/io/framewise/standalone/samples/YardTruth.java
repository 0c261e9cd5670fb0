package io.framewise.standalone.samples;

import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is true of some frames of the yard, told from the cars and not from pixels. */
final class YardTruth {

  /** A car that has moved less stands, one that has moved more drives, in pixels. */
  private static final double STANDS = 8;

  private static final double DRIVES = 40;
  private static final double BESIDE_LINE = 12;
  private static final double TOUCHES = 10;
  private static final double APART = 30;

  private final List<Car> cars;
  private final List<Double> seconds;

  YardTruth(List<Car> cars, List<Double> seconds) {
    this.cars = cars;
    this.seconds = seconds;
  }

  Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("red", yesNo(!sightings(Car.Paint.RED).isEmpty()));
    direction().ifPresent(answer -> answers.put("direction", answer));
    answers.put("count", String.valueOf(atTheEnd().size()));
    crossed().ifPresent(answer -> answers.put("line", yesNo(answer)));
    touching().ifPresent(answer -> answers.put("touch", yesNo(answer)));
    answers.put("place", place());
    return answers;
  }

  static String yesNo(boolean yes) {
    return yes ? "yes" : "no";
  }

  private List<Rectangle2D> sightings(Car.Paint paint) {
    return cars.stream()
        .filter(car -> car.paint() == paint)
        .flatMap(car -> sightings(car).stream())
        .toList();
  }

  private List<Rectangle2D> sightings(Car car) {
    return seconds.stream().flatMap(second -> car.place(second).stream()).toList();
  }

  /** The way of the red car; none when it stands or is not there. */
  private Optional<String> direction() {
    List<Car> red =
        cars.stream()
            .filter(car -> car.paint() == Car.Paint.RED && !sightings(car).isEmpty())
            .toList();
    if (red.isEmpty()) {
      return Optional.of("none");
    }
    List<Rectangle2D> seen = sightings(red.get(0));
    if (red.size() > 1 || seen.size() < 2) {
      return Optional.empty();
    }
    double moved = distance(seen.get(0), seen.get(seen.size() - 1));
    if (moved >= DRIVES) {
      return Optional.of(red.get(0).way().answer());
    }
    return moved <= STANDS ? Optional.of("none") : Optional.empty();
  }

  private static double distance(Rectangle2D a, Rectangle2D b) {
    return Math.hypot(a.getCenterX() - b.getCenterX(), a.getCenterY() - b.getCenterY());
  }

  private double last() {
    return seconds.get(seconds.size() - 1);
  }

  /** The red car at the end, or none. */
  private String place() {
    return cars.stream()
        .filter(car -> car.paint() == Car.Paint.RED)
        .flatMap(car -> car.thing(last()).stream())
        .findFirst()
        .map(thing -> Coordinates.box("red car", thing))
        .orElse("none");
  }

  private List<Rectangle2D> atTheEnd() {
    double last = last();
    return cars.stream().flatMap(car -> car.place(last).stream()).toList();
  }

  /** Whether some car was seen on both sides of the line; empty when one was seen on it only. */
  private Optional<Boolean> crossed() {
    boolean unclear = false;
    for (Car car : cars) {
      List<Integer> sides =
          sightings(car).stream().map(YardTruth::side).filter(Objects::nonNull).distinct().toList();
      if (sides.size() > 1) {
        return Optional.of(true);
      }
      unclear |= sightings(car).stream().anyMatch(box -> side(box) == null);
    }
    return unclear ? Optional.empty() : Optional.of(false);
  }

  /** -1 left of the line, 1 right of it, null on it. */
  private static Integer side(Rectangle2D box) {
    double from = box.getCenterX() - YardScene.LINE;
    return Math.abs(from) < BESIDE_LINE ? null : Integer.valueOf((int) Math.signum(from));
  }

  /** Whether two cars touch at the end; empty when it is hard to tell. */
  private Optional<Boolean> touching() {
    List<Rectangle2D> boxes = atTheEnd();
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i < boxes.size(); i++) {
      for (Rectangle2D other : boxes.subList(i + 1, boxes.size())) {
        nearest = Math.min(nearest, gap(boxes.get(i), other));
      }
    }
    if (nearest <= TOUCHES) {
      return Optional.of(true);
    }
    return nearest >= APART ? Optional.of(false) : Optional.empty();
  }

  private static double gap(Rectangle2D a, Rectangle2D b) {
    double sideways = Math.max(a.getMinX(), b.getMinX()) - Math.min(a.getMaxX(), b.getMaxX());
    double upwards = Math.max(a.getMinY(), b.getMinY()) - Math.min(a.getMaxY(), b.getMaxY());
    return Math.max(sideways, upwards);
  }
}
