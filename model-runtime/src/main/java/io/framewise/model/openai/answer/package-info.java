/**
 * Answers in OpenAI's shape: whole, and as the chunks of a stream.
 *
 * <p>Start at {@link io.framewise.model.openai.answer.Completion}.
 */
package io.framewise.model.openai.answer;
