/**
 * The operator's commands, over Kafka and HTTP.
 *
 * <p>Start at {@link io.framewise.admin.QuestionsCommand}.
 */
package io.framewise.admin;
