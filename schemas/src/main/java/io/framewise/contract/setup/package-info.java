/**
 * The step at the start of every deployable that makes Kafka and the registry ready for the
 * contracts.
 *
 * <p>Start at {@link io.framewise.contract.setup.TopicSetup}.
 */
package io.framewise.contract.setup;
