/**
 * Measures the endpoint beside the engine that it stands before.
 *
 * <p>Start at {@link io.framewise.lab.serve.ServeBenchCommand}.
 */
package io.framewise.lab.serve;
