/**
 * {@code bench pipeline}: the speed of the way from the frames topic to the events, with workers
 * that answer at once.
 *
 * <p>Start at {@link io.framewise.standalone.bench.PipelineBenchCommand}.
 */
package io.framewise.standalone.bench;
