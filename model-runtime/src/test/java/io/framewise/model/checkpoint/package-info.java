/** Tests of {@link io.framewise.model.checkpoint.Checkpoint} and what it stands on. */
package io.framewise.model.checkpoint;
