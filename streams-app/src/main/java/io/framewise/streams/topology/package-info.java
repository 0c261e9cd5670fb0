/**
 * The topology as a table of contents: which processor reads what and writes where. No I/O.
 *
 * <p>Start at {@link io.framewise.streams.topology.FramewiseTopology}.
 */
package io.framewise.streams.topology;
