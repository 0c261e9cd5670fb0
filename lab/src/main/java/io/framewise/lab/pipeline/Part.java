package io.framewise.lab.pipeline;

/** A part of the bench that can be run alone. */
enum Part {
  /** Frames a second from a backlog. */
  THROUGHPUT,
  /** Time that is added after a window's close, at a live rate. */
  LATENCY,
  /** Bytes on the broker's disk a byte of frames, at the same rate. */
  BYTES,
  /** Share of the windows of a backlog that are answered after an outage. */
  BACKLOG,
  /** Many sources for some time: memory, CPU, lag, accounts. */
  SOURCES,
  /** Their state after a kill. */
  RESTORE
}
