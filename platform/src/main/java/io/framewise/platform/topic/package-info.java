/**
 * Topics as commands read them: by plain clients without a group, blocking.
 *
 * <p>Start at {@link io.framewise.platform.topic.TopicScan}.
 */
package io.framewise.platform.topic;
