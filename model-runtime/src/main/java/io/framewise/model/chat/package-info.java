/**
 * Conversations with a model, turn after turn, token by token to a listener.
 *
 * <p>Start at {@link io.framewise.model.chat.ChatSession}.
 */
package io.framewise.model.chat;
