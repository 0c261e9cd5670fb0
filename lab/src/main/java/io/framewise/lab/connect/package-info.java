/**
 * Measures the connectors: files beside FFmpeg's own program, and cameras by what they cost.
 *
 * <p>Start at {@link io.framewise.lab.connect.ConnectBenchCommand}.
 */
package io.framewise.lab.connect;
