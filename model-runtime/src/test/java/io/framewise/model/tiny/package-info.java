/** Tests of {@link io.framewise.model.tiny.TinyCheckpoint} and what it stands on. */
package io.framewise.model.tiny;
