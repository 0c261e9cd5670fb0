package io.framewise.connectors.source;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.scene.SceneCondition;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one source's state, with what is wrong with its pictures, and checks its transitions. Safe
 * for use by several threads.
 */
public final class SourceLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SourceLifecycle.class);

  private final String sourceId;
  private SourceState state = new SourceState.Starting();
  private List<SceneCondition> conditions = List.of();
  private Runnable listener = () -> {};

  /** The lifecycle of a source that is about to start. */
  public SourceLifecycle(String sourceId) {
    this.sourceId = sourceId;
  }

  /** Sets who is told after each change; it must not block. */
  public synchronized void onChange(Runnable newListener) {
    listener = newListener;
  }

  /** The state now. */
  public synchronized SourceState state() {
    return state;
  }

  /** What is wrong with its pictures now. */
  public synchronized List<SceneCondition> conditions() {
    return conditions;
  }

  /** Says what is wrong with its pictures from now on. */
  public void conditions(List<SceneCondition> now) {
    Runnable toTell;
    List<SceneCondition> before;
    synchronized (this) {
      if (conditions.equals(now)) {
        return;
      }
      before = conditions;
      conditions = List.copyOf(now);
      toTell = listener;
    }
    now.stream()
        .filter(holds -> !before.contains(holds))
        .forEach(
            holds ->
                LOG.atWarn()
                    .addKeyValue(SOURCE_ID, sourceId)
                    .log("{} since {}", holds.condition().meaning(), holds.since()));
    if (now.isEmpty()) {
      LOG.atInfo().addKeyValue(SOURCE_ID, sourceId).log("nothing is wrong with the pictures now");
    }
    toTell.run();
  }

  /**
   * Goes to {@code next}; a state that is already there is kept.
   *
   * @throws IllegalStateException when it may not follow the present state
   */
  public void moveTo(SourceState next) {
    Runnable toTell;
    synchronized (this) {
      if (state.equals(next)) {
        return;
      }
      if (!state.mayBecome(next)) {
        throw new IllegalStateException(sourceId + " cannot go from " + state + " to " + next);
      }
      state = next;
      toTell = listener;
    }
    log(next);
    toTell.run();
  }

  private void log(SourceState next) {
    if (next instanceof SourceState.Broken || next instanceof SourceState.Stalled) {
      LOG.atWarn().addKeyValue(SOURCE_ID, sourceId).log("{}", next);
    } else {
      LOG.atInfo().addKeyValue(SOURCE_ID, sourceId).log("{}", next);
    }
  }
}
