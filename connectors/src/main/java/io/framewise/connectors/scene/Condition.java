package io.framewise.connectors.scene;

import java.time.Duration;
import java.util.Locale;

/** Something that is wrong with the pictures of a camera. */
public enum Condition {
  /** The same picture comes again and again. */
  FROZEN(Duration.ofSeconds(15), "the same picture comes again and again"),
  /** The picture is black. */
  BLACK(Duration.ofSeconds(10), "the picture is black"),
  /** The picture is white. */
  TOO_BRIGHT(Duration.ofSeconds(10), "the picture is white: too much light"),
  /** The picture shows one colour. */
  COVERED(
      Duration.ofSeconds(15), "the picture shows nothing but one colour: the camera is covered"),
  /** The picture is much less sharp than usual. */
  BLURRED(Duration.ofSeconds(15), "the picture is much less sharp than usual"),
  /** The view has moved. */
  MOVED(Duration.ofSeconds(15), "the view has moved: the camera points elsewhere"),
  /** The camera's clock jumped. */
  CLOCK_JUMP(Duration.ZERO, "the camera's clock jumped; event times follow our clock");

  private final Duration lastsBefore;
  private final String meaning;

  Condition(Duration lastsBefore, String meaning) {
    this.lastsBefore = lastsBefore;
    this.meaning = meaning;
  }

  /** How long it lasts before it is told. */
  public Duration lastsBefore() {
    return lastsBefore;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /** As it stands in status, events, alerts and metrics, such as {@code too_bright}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
