/**
 * The meters of the streams app.
 *
 * <p>Start at {@link io.framewise.streams.api.metrics.Metrics}.
 */
package io.framewise.streams.api.metrics;
