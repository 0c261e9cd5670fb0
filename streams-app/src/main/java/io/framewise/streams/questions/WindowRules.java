package io.framewise.streams.questions;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.contract.avro.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rules for the windows of a question set and of its overrides. */
final class WindowRules {

  private static final int MAX_FRAMES = 32;
  private static final int MAX_TILES = 40;
  private static final int MAX_OVERLAP = 32;
  private static final int MAX_OVERRIDES = 100;
  private static final int MAX_SOURCES = 1000;
  private static final int MAX_OPEN = 64;
  private static final Duration MAX_SPAN = Duration.ofDays(1);

  private WindowRules() {}

  /** Everything that is wrong, for people; empty when nothing is. */
  static List<String> problems(QuestionSet set) {
    List<String> problems = new ArrayList<>(window(set.getWindow()));
    kind(set).ifPresent(problems::add);
    if (set.getOverrides().size() > MAX_OVERRIDES) {
      problems.add("it has more than " + MAX_OVERRIDES + " overrides");
      return problems;
    }
    Set<String> overridden = new HashSet<>();
    for (WindowOverride override : set.getOverrides()) {
      problems.addAll(override(set, override, overridden));
    }
    return problems;
  }

  private static Optional<String> kind(QuestionSet set) {
    WindowKind kind = set.getWindow().getKind();
    String name = name(kind);
    return switch (kind) {
      case TIME -> Optional.empty();
      case CHANGE ->
          set.getDomain() == Domain.SCREEN
              ? Optional.empty()
              : Optional.of(
                  "windows of change need the domain screen: a camera's pictures always differ");
      case IMAGE, PART, PAIR ->
          set.getDomain() != Domain.VIDEO
              ? Optional.empty()
              : Optional.of(
                  "windows of "
                      + name
                      + " are for the domains inspection and screen, not for video");
    };
  }

  private static List<String> override(
      QuestionSet set, WindowOverride override, Set<String> overridden) {
    List<String> sources = override.getSourceIds();
    if (sources.isEmpty() || sources.size() > MAX_SOURCES) {
      return List.of("an override names 1 to " + MAX_SOURCES + " sources");
    }
    List<String> problems = new ArrayList<>();
    for (String source : sources) {
      if (!overridden.add(source)) {
        problems.add("source " + source + " has two overrides");
      }
    }
    window(WindowSpecs.of(set, override))
        .forEach(problem -> problems.add("override of " + sources.get(0) + ": " + problem));
    return problems;
  }

  private static List<String> window(WindowSpec window) {
    List<String> problems = new ArrayList<>();
    if (window.getSizeMs() <= 0) {
      problems.add("the window's size must be longer than 0");
    }
    hop(window).ifPresent(problems::add);
    frames(window).ifPresent(problems::add);
    if (window.getMaxTiles() < 1 || window.getMaxTiles() > MAX_TILES) {
      problems.add("max-tiles must be 1 to " + MAX_TILES);
    }
    if (window.getGraceMs() < 0 || window.getIdleMs() <= 0) {
      problems.add("grace must not be negative and idle longer than 0");
    }
    open(window).ifPresent(problems::add);
    return problems;
  }

  /** Bounds how many windows a set keeps open, and how long. */
  private static Optional<String> open(WindowSpec window) {
    if (window.getSizeMs() > MAX_SPAN.toMillis()
        || window.getIdleMs() > MAX_SPAN.toMillis()
        || window.getGraceMs() > MAX_SPAN.toMillis()) {
      return Optional.of("size, idle and grace must be at most a day");
    }
    boolean many =
        window.getHopMs() > 0
            && (window.getSizeMs() + window.getGraceMs()) / window.getHopMs() > MAX_OPEN;
    return many
        ? Optional.of(
            "more than "
                + MAX_OPEN
                + " windows of a source would be open at once; take a longer hop or a shorter grace")
        : Optional.empty();
  }

  private static Optional<String> hop(WindowSpec window) {
    if (window.getKind() != WindowKind.TIME) {
      return window.getHopMs() == window.getSizeMs()
          ? Optional.empty()
          : Optional.of("only windows of time have a hop; leave window-hop out");
    }
    boolean holds =
        window.getHopMs() > 0
            && window.getHopMs() <= window.getSizeMs()
            && window.getSizeMs() / window.getHopMs() <= MAX_OVERLAP;
    return holds
        ? Optional.empty()
        : Optional.of(
            "the window's hop must be longer than 0, at most its size, and at least a "
                + MAX_OVERLAP
                + "th of it");
  }

  private static Optional<String> frames(WindowSpec window) {
    int frames = window.getFrames();
    return switch (window.getKind()) {
      case TIME, CHANGE, PART ->
          frames >= 1 && frames <= MAX_FRAMES
              ? Optional.empty()
              : Optional.of("a window keeps 1 to " + MAX_FRAMES + " frames");
      case IMAGE -> exactly(1, window);
      case PAIR -> exactly(2, window);
    };
  }

  private static Optional<String> exactly(int frames, WindowSpec window) {
    return window.getFrames() == frames
        ? Optional.empty()
        : Optional.of(
            "a window of "
                + name(window.getKind())
                + " has "
                + frames
                + " frames; leave frames out");
  }

  private static String name(WindowKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
