/**
 * Topics as commands read them: by plain clients without a group, blocking.
 *
 * <p>Start at {@link io.framewise.streams.client.TopicScan}.
 */
package io.framewise.streams.client;
