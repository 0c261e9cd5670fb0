package io.framewise.model.worker;

import static io.framewise.platform.observe.LogKeys.WORKER;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one worker, and the only way to change it. Safe for use by several threads. */
final class WorkerStatus {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerStatus.class);

  private final String worker;
  private WorkerState state = new WorkerState.Starting();

  WorkerStatus(String worker) {
    this.worker = worker;
  }

  synchronized WorkerState state() {
    return state;
  }

  /** Goes over to {@code next}; fails when that is not a step of the diagram. */
  synchronized void moveTo(WorkerState next) {
    if (!tryMoveTo(next)) {
      throw new IllegalStateException(
          "a worker does not go from " + name(state) + " to " + name(next));
    }
  }

  /** Goes over to {@code next} if the diagram allows it. Returns whether it does. */
  synchronized boolean tryMoveTo(WorkerState next) {
    if (!state.leadsTo(next)) {
      return false;
    }
    LOG.atInfo().addKeyValue(WORKER, worker).log("{} -> {}", name(state), name(next));
    state = next;
    return true;
  }

  private static String name(WorkerState state) {
    return state.getClass().getSimpleName();
  }
}
