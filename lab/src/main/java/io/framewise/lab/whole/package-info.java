/**
 * Measures the whole system: sources, topology and worker on one broker.
 *
 * <p>Start at {@link io.framewise.lab.whole.CamerasBenchCommand}.
 */
package io.framewise.lab.whole;
