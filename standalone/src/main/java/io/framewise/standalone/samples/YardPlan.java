package io.framewise.standalone.samples;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Plans which cars come to the yard in a minute, when, and what they do. Cars never overlap; some
 * drive up to another one until they touch.
 */
final class YardPlan {

  private static final List<Direction> WAYS = List.of(Direction.values());
  private static final double SECONDS = YardScene.SECONDS;
  private static final double STEP = 0.1;
  private static final int TRIES = 40;
  private static final double SHORTEST_DRIVE = 2;
  private static final double SLOWEST = 32;
  private static final double SPEED_RANGE = 60;

  /** Cars of one colour are so far apart in time that no window of four seconds holds two. */
  private static final double APART = 4.5;

  private final Random random;
  private final List<Car> cars = new ArrayList<>();

  private YardPlan(Random random) {
    this.random = random;
  }

  static List<Car> of(Random random) {
    YardPlan plan = new YardPlan(random);
    for (Car.Paint paint : Car.Paint.values()) {
      plan.add(paint);
    }
    return List.copyOf(plan.cars);
  }

  /** The stays of one colour, one after another. */
  private void add(Car.Paint paint) {
    double second = random.nextDouble() * 5;
    while (second < SECONDS - APART) {
      Optional<Car> car = Optional.empty();
      for (int i = 0; i < TRIES && car.isEmpty(); i++) {
        car = fitting(candidate(paint, second));
      }
      car.ifPresent(cars::add);
      double left = car.isPresent() ? car.get().times().vanishes() : second;
      second = left + APART + random.nextDouble() * 2;
    }
  }

  /** A car that drives, or one in five that only stands. */
  private Car candidate(Car.Paint paint, double appears) {
    Direction way = WAYS.get(random.nextInt(WAYS.size()));
    boolean stands = random.nextInt(5) == 0;
    double speed = stands ? 0 : SLOWEST + random.nextDouble() * SPEED_RANGE;
    double sets = appears + random.nextDouble() * 1.5;
    double stops = sets + 3 + random.nextDouble() * 6;
    Car.Times times = new Car.Times(appears, sets, stops, stops + random.nextDouble() * 2.5);
    double x = random.nextDouble() * YardScene.SIZE;
    double y = random.nextDouble() * YardScene.SIZE;
    return new Car(paint, way, x, y, times, speed);
  }

  /**
   * The car, stopped before it would leave the yard or run into another; empty if it never fits.
   */
  private Optional<Car> fitting(Car car) {
    Car.Times times = car.times();
    double until = Math.min(times.vanishes(), SECONDS - APART / 2);
    double last = times.appears();
    while (last < until && free(car, last)) {
      last += STEP;
    }
    double stops = Math.min(times.stops(), last - STEP);
    if (stops < times.drives() + SHORTEST_DRIVE) {
      return Optional.empty();
    }
    double vanishes = Math.min(until, stops + times.vanishes() - times.stops());
    Car.Times held = new Car.Times(times.appears(), times.drives(), stops, vanishes);
    Car stopped = new Car(car.paint(), car.way(), car.x(), car.y(), held, car.speed());
    return freeThroughout(stopped) ? Optional.of(stopped) : Optional.empty();
  }

  private boolean freeThroughout(Car car) {
    for (double at = car.times().appears(); at < car.times().vanishes(); at += STEP) {
      if (!free(car, at)) {
        return false;
      }
    }
    return true;
  }

  private boolean free(Car car, double second) {
    Rectangle2D box = car.place(second).orElseThrow();
    return YardScene.INSIDE.contains(box)
        && cars.stream()
            .flatMap(other -> other.place(second).stream())
            .noneMatch(other -> other.intersects(box));
  }
}
