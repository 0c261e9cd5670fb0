/**
 * A checkpoint on disk: its configuration and its memory-mapped tensors under one naming, whichever
 * of the two published formats it is written in. Nothing here computes.
 *
 * <p>Start at {@link io.framewise.model.checkpoint.Checkpoint}.
 */
package io.framewise.model.checkpoint;
