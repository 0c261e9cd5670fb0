/**
 * The topology: which processor reads what and writes where. Does no I/O.
 *
 * <p>Start at {@link io.framewise.streams.topology.FramewiseTopology}.
 */
package io.framewise.streams.topology;
