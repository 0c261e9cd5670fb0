/**
 * The trial of a source: it is connected to as the real one would be, once, and what is found is
 * told.
 *
 * <p>Start at {@link io.framewise.connectors.trial.SourceTrial}.
 */
package io.framewise.connectors.trial;
