package io.framewise.model.worker;

/** What is counted; see {@link WorkerCounts}. */
enum Count {
  TAKEN,
  COMPLETED,
  FAILED,
  EXPIRED,
  RELEASED,
  DEAD_LETTERED,
  RENEWALS,
  PICTURE_HITS,
  PICTURE_MISSES,
  PREPARED,
  FETCH_NANOS,
  PREPROCESS_NANOS
}
