/**
 * A past range asked again beside the live system, and compared with what was answered then.
 *
 * <p>Start at {@link io.framewise.admin.replay.ReplayCommand}.
 */
package io.framewise.admin.replay;
