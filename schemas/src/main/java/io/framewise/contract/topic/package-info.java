/**
 * The topic catalogue: every topic's name, types, retention and clean-up in one place.
 *
 * <p>No topic name is spelled anywhere else. Start at {@link io.framewise.contract.topic.Topics}.
 */
package io.framewise.contract.topic;
