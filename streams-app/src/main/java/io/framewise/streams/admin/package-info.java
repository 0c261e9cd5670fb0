/**
 * Commands that look at and change what runs, over Kafka.
 *
 * <p>Start at {@link io.framewise.streams.admin.QuestionsCommand}.
 */
package io.framewise.streams.admin;
