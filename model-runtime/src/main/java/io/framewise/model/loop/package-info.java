/**
 * The thread that has an engine step on, what hands requests to it, and the signs of whether it
 * gets on; for whoever runs a model.
 *
 * <p>Start at {@link io.framewise.model.loop.EngineLoop}.
 */
package io.framewise.model.loop;
