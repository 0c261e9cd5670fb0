/**
 * What the commands of several modules show on a terminal.
 *
 * <p>Start at {@link io.framewise.platform.terminal.Columns}.
 */
package io.framewise.platform.terminal;
