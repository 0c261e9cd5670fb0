/**
 * What records say of themselves when they failed before.
 *
 * <p>Start at {@link io.framewise.contract.letter.Attempts}.
 */
package io.framewise.contract.letter;
