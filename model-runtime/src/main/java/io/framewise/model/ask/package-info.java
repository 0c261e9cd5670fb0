/**
 * The commands {@code ask} and {@code chat}: a model answers at the terminal, without Kafka.
 *
 * <p>Start at {@link io.framewise.model.ask.AskCommand}.
 */
package io.framewise.model.ask;
