package io.framewise.connectors.scene;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whether a camera sees: whether its pictures are frozen, black, white, of one colour,
 * blurred or from elsewhere. Each condition must last before it is told, and be away for some
 * seconds before it is taken back. What is blurred and what is moved is measured against the
 * source's own pictures, since no number fits all cameras. Not safe for use by several threads.
 */
public final class CameraCheck {

  private static final double SAME = 0.1;
  private static final double BLACK_SHARE = 0.98;
  private static final double BRIGHT_MEAN = 245;
  private static final double ONE_COLOUR = 2;
  private static final double FLAT_DEVIATION = 8;
  private static final double FLAT_EDGES = 0.3;
  private static final double BLURRED_SHARPNESS = 0.4;
  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final Duration JUMP_TOLD = Duration.ofSeconds(30);
  private static final Duration VIEW_ACCEPTED = Duration.ofMinutes(10);
  private static final Duration PICTURE_ACCEPTED = Duration.ofHours(1);

  private final Usual edges = new Usual();
  private final Usual sharpness = new Usual();
  private final View view = new View();
  private final Map<Condition, Run> runs = new EnumMap<>(Condition.class);
  private LumaPicture still;
  private Instant jumped = Instant.MIN;

  /** How long a condition has held, or been away. */
  private static final class Run {

    private Instant holdsSince = Instant.MAX;
    private Instant lastHeld = Instant.MIN;
    private boolean told;

    void next(boolean holds, Instant at, Duration lastsBefore) {
      if (holds) {
        holdsSince = at.isBefore(holdsSince) ? at : holdsSince;
        lastHeld = at;
        told |= Duration.between(holdsSince, at).compareTo(lastsBefore) >= 0;
      } else if (!told || Duration.between(lastHeld, at).compareTo(AWAY) >= 0) {
        holdsSince = Instant.MAX;
        told = false;
      }
    }
  }

  /** A check that knows nothing yet. */
  public CameraCheck() {
    for (Condition condition : Condition.values()) {
      runs.put(condition, new Run());
    }
  }

  /** The stream was away: what has not been told yet begins anew. */
  public void interrupted() {
    runs.values().stream().filter(run -> !run.told).forEach(run -> run.holdsSince = Instant.MAX);
    still = null;
  }

  /** The camera's clock jumped at {@code at}. */
  public void clockJumped(Instant at) {
    jumped = at;
  }

  /** What is wrong with the pictures by now, the one that was taken at {@code at} included. */
  public List<SceneCondition> next(LumaPicture picture, Instant at) {
    Measures measures = Measures.of(picture);
    Set<Condition> now = found(picture, measures, at);
    runs.forEach(
        (condition, run) -> run.next(now.contains(condition), at, condition.lastsBefore()));
    learn(picture, measures, now, at);
    List<SceneCondition> told = new ArrayList<>();
    runs.forEach(
        (condition, run) -> {
          if (run.told) {
            told.add(new SceneCondition(condition, run.holdsSince));
          }
        });
    return told;
  }

  private Set<Condition> found(LumaPicture picture, Measures measures, Instant at) {
    Set<Condition> found = EnumSet.noneOf(Condition.class);
    if (still != null && Measures.innerDifference(still, picture) < SAME) {
      found.add(Condition.FROZEN);
    } else {
      still = picture;
    }
    if (at.isBefore(jumped.plus(JUMP_TOLD)) && !jumped.equals(Instant.MIN)) {
      found.add(Condition.CLOCK_JUMP);
    }
    addView(found, picture, measures);
    return found;
  }

  /** At most one of these: of a black picture nobody needs to know that it is not sharp either. */
  private void addView(Set<Condition> found, LumaPicture picture, Measures measures) {
    if (measures.dark() >= BLACK_SHARE) {
      found.add(Condition.BLACK);
    } else if (measures.mean() > BRIGHT_MEAN) {
      found.add(Condition.TOO_BRIGHT);
    } else if (measures.deviation() < ONE_COLOUR
        || (measures.deviation() < FLAT_DEVIATION
            && edges.isFarAbove(FLAT_EDGES, measures.edges()))) {
      found.add(Condition.COVERED);
    } else if (sharpness.isFarAbove(BLURRED_SHARPNESS, measures.sharpness())) {
      found.add(Condition.BLURRED);
    } else if (sharpness.isKnown() && view.hasMoved(picture)) {
      found.add(Condition.MOVED);
    }
  }

  /** Learns what is usual from pictures with which nothing is wrong. */
  private void learn(LumaPicture picture, Measures measures, Set<Condition> now, Instant at) {
    if (accepts(Condition.MOVED, VIEW_ACCEPTED, at)) {
      view.forget();
    }
    if (accepts(Condition.BLURRED, PICTURE_ACCEPTED, at)
        || accepts(Condition.COVERED, PICTURE_ACCEPTED, at)) {
      edges.forget();
      sharpness.forget();
      view.forget();
    }
    if (now.isEmpty() || now.equals(EnumSet.of(Condition.CLOCK_JUMP))) {
      edges.note(measures.edges(), at.toEpochMilli());
      sharpness.note(measures.sharpness(), at.toEpochMilli());
      view.learn(picture);
    }
  }

  /** Whoever has left a camera like that for so long meant it so: it is the usual picture now. */
  private boolean accepts(Condition condition, Duration after, Instant at) {
    Run run = runs.get(condition);
    return run.told && Duration.between(run.holdsSince, at).compareTo(after) >= 0;
  }
}
