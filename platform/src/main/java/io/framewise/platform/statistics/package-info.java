/**
 * Statistics of what was measured.
 *
 * <p>Start at {@link io.framewise.platform.statistics.Percentile}.
 */
package io.framewise.platform.statistics;
