/**
 * The commands that write checkpoints.
 *
 * <p>Start at {@link io.framewise.lab.checkpoint.ModelCommand}.
 */
package io.framewise.lab.checkpoint;
