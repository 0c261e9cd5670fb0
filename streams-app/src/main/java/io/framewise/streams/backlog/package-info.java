/**
 * Which partitions are not read to their end.
 *
 * <p>Start at {@link io.framewise.streams.backlog.Backlogs}.
 */
package io.framewise.streams.backlog;
