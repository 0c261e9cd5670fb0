package io.framewise.streams.dispatch;

import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.settings.DegradeStep;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.window.ClosedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides what a window goes without when its source is under load: fresh answers are worth more
 * than complete ones. The load of a source is the larger of two shares: its open requests as a
 * share of those that may be open, and the time that they have waited, added up, as a share of half
 * their deadline. The second keeps the queue of the workers short enough for answers to come in
 * time. It grows with the number of requests as well as with their age, so a source with many
 * requests gives way to sources with few. Immutable.
 */
final class Degradation {

  /**
   * What is left of a window.
   *
   * @param window with fewer frames, perhaps
   * @param maxTiles tiles of one frame
   * @param quality what the window goes without, for people; empty when nothing
   * @param shed why the window is shed; empty when it is not
   */
  record Admission(
      ClosedWindow window, int maxTiles, List<String> quality, Optional<String> shed) {}

  /**
   * The requests of a source without an event yet.
   *
   * @param count how many there are
   * @param waitedMs the time that they have waited in milliseconds, added up
   * @param deadlineMs how old a request may become
   */
  record Backlog(long count, long waitedMs, long deadlineMs) {}

  /**
   * The last step begins at a load this far below that at which windows are shed; each step before
   * it begins lower by the same amount.
   */
  private static final double STEP_WIDTH = 1.0 / 8;

  private static final String EVERY_SECOND = "every second window";

  private final int maxOpen;
  private final List<DegradeStep> steps;

  /** Applies {@code steps} one after the other before it sheds windows. */
  Degradation(int maxOpen, List<DegradeStep> steps) {
    this.maxOpen = maxOpen;
    this.steps = List.copyOf(steps);
  }

  /** Admits a window with what is left of it under the load of its source, or sheds it. */
  Admission admit(ClosedWindow window, WindowSpec spec, Backlog backlog) {
    if (backlog.count() >= maxOpen) {
      return shed(
          window, spec, maxOpen + " requests of this source are open (streams.max-open-requests)");
    }
    if (waited(backlog) >= 1) {
      return shed(
          window,
          spec,
          "the open requests of this source have waited "
              + backlog.waitedMs()
              + " ms together, half their deadline is "
              + backlog.deadlineMs() / 2
              + " ms");
    }
    List<DegradeStep> inForce = steps.subList(0, stepsInForce(backlog));
    ClosedWindow left = window;
    int maxTiles = spec.getMaxTiles();
    List<String> quality = new ArrayList<>();
    for (DegradeStep step : inForce) {
      switch (step) {
        case FRAMES -> left = fewerFrames(window, spec, quality);
        case TILES -> maxTiles = fewerTiles(spec.getMaxTiles(), quality);
        case HOP -> fewerWindows(spec, quality);
      }
    }
    if (quality.contains(EVERY_SECOND) && isBetween(window, spec)) {
      return shed(window, spec, "every second window is skipped (streams.degrade)");
    }
    return new Admission(left, maxTiles, quality, Optional.empty());
  }

  /** Admits a window as it is. */
  static Admission whole(ClosedWindow window, WindowSpec spec) {
    return new Admission(window, spec.getMaxTiles(), List.of(), Optional.empty());
  }

  /**
   * Whether there is room for one more window that must not be reduced.
   *
   * @param share the share of a source's open requests that such windows may take; less than 1
   *     where they are to leave room for others
   */
  boolean hasRoom(Backlog backlog, double share) {
    return backlog.count() < Math.max(1, maxOpen * share) && waited(backlog) < share;
  }

  private int stepsInForce(Backlog backlog) {
    double load = Math.max((double) backlog.count() / maxOpen, waited(backlog));
    int begun = steps.size() - (int) Math.ceil((1 - load) / STEP_WIDTH) + 1;
    return Math.max(0, Math.min(steps.size(), begun));
  }

  private static double waited(Backlog backlog) {
    return 2.0 * backlog.waitedMs() / backlog.deadlineMs();
  }

  private static Admission shed(ClosedWindow window, WindowSpec spec, String reason) {
    return new Admission(window, spec.getMaxTiles(), List.of(), Optional.of(reason));
  }

  /** A pair needs both its pictures. */
  private static ClosedWindow fewerFrames(
      ClosedWindow window, WindowSpec spec, List<String> quality) {
    List<KeptFrame> selected = window.selected();
    int kept = (selected.size() + 1) / 2;
    if (kept == selected.size() || spec.getKind() == WindowKind.PAIR) {
      return window;
    }
    quality.add("frames: " + kept + " of " + selected.size());
    List<KeptFrame> evenly =
        IntStream.range(0, kept)
            .map(i -> (2 * i + 1) * selected.size() / (2 * kept))
            .mapToObj(selected::get)
            .toList();
    return new ClosedWindow(window.window(), evenly, window.closedBy(), window.belated());
  }

  private static int fewerTiles(int maxTiles, List<String> quality) {
    int kept = (maxTiles + 1) / 2;
    if (kept < maxTiles) {
      quality.add("tiles: " + kept + " of " + maxTiles);
    }
    return kept;
  }

  private static void fewerWindows(WindowSpec spec, List<String> quality) {
    if (spec.getKind() == WindowKind.TIME) {
      quality.add(EVERY_SECOND);
    }
  }

  /**
   * Decided by the number of the window, so that it does not depend on what happened to the window
   * before it.
   */
  private static boolean isBetween(ClosedWindow window, WindowSpec spec) {
    return Math.floorMod(Math.floorDiv(window.window().getStartMs(), spec.getHopMs()), 2) == 1;
  }
}
