/**
 * How far behind this process reads the frames topics, and when it commits.
 *
 * <p>Start at {@link io.framewise.streams.backlog.Backlogs}.
 */
package io.framewise.streams.backlog;
