/**
 * What a model answers: looks in, answers out, and how it is to run.
 *
 * <p>Start at {@link io.framewise.model.engine.Engine}.
 */
package io.framewise.model.engine;
