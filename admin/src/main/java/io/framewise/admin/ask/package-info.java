/**
 * {@code framewise ask --source}: a question on the spot, over the API.
 *
 * <p>Start at {@link io.framewise.admin.ask.AskSourceCommand}.
 */
package io.framewise.admin.ask;
