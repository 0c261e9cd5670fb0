/**
 * What is checked before the topology starts.
 *
 * <p>Start at {@link io.framewise.streams.setup.StartChecks}.
 */
package io.framewise.streams.setup;
