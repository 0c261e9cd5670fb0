/**
 * The step at the start of every deployable that makes Kafka and the registry ready for the
 * contracts.
 *
 * <p>Start at {@link io.framewise.platform.setup.TopicSetup}.
 */
package io.framewise.platform.setup;
