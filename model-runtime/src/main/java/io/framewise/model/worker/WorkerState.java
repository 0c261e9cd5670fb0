package io.framewise.model.worker;

/**
 * What a worker is doing.
 *
 * <pre>
 *   Starting ----> Running ----> Draining ----> Stopped
 *      |  |           |             |
 *      |  +-----------|--> Draining |      (closed while the model loads)
 *      |              |             |
 *      +--------------+-------------+-----> Failed
 * </pre>
 *
 * Stopped and Failed are final. A failed worker takes and answers nothing any more; its process
 * must end.
 */
public sealed interface WorkerState {

  /** Loads the model; takes no requests yet. */
  record Starting() implements WorkerState {}

  /** Takes requests and answers them. */
  record Running() implements WorkerState {}

  /** Takes no more requests, finishes the running batch and gives the rest back. */
  record Draining() implements WorkerState {}

  /** Has given back everything and closed its connections. */
  record Stopped() implements WorkerState {}

  /** A thread of the worker has died. */
  record Failed(Throwable cause) implements WorkerState {}

  /** Whether a worker in this state may go over to {@code next}. */
  default boolean leadsTo(WorkerState next) {
    if (this instanceof Stopped || this instanceof Failed) {
      return false;
    }
    if (next instanceof Failed) {
      return true;
    }
    if (this instanceof Starting) {
      return next instanceof Running || next instanceof Draining;
    }
    return this instanceof Running ? next instanceof Draining : next instanceof Stopped;
  }
}
