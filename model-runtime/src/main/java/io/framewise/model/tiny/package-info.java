/**
 * Makes tiny random checkpoints, so that the whole of Framewise runs and is tested without weights
 * to download. What they answer is nonsense.
 *
 * <p>Start at {@link io.framewise.model.tiny.TinyCheckpoint}.
 */
package io.framewise.model.tiny;
