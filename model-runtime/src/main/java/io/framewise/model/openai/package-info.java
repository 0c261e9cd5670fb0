/**
 * A model behind HTTP in OpenAI's shape, without Kafka.
 *
 * <p>Start at {@link io.framewise.model.openai.OpenAiServer}.
 */
package io.framewise.model.openai;
