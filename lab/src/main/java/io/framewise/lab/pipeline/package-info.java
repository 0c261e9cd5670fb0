/**
 * {@code bench pipeline}: the speed of the way from the frames topic to the events, with workers
 * that answer at once.
 *
 * <p>Start at {@link io.framewise.lab.pipeline.PipelineBenchCommand}.
 */
package io.framewise.lab.pipeline;
