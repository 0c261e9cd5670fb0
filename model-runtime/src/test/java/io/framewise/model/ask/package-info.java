/** Tests of {@link io.framewise.model.ask.AskCommand} and {@code chat}. */
package io.framewise.model.ask;
