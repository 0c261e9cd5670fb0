/**
 * What becomes of the transactions of this app when a broker leaves them half ended.
 *
 * <p>Start at {@link io.framewise.streams.transaction.HungTransactions}.
 */
package io.framewise.streams.transaction;
