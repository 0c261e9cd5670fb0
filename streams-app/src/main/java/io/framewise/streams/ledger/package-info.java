/**
 * The accounts: how each frame and each window of a source ended, over its whole life and by the
 * minute.
 *
 * <p>{@link io.framewise.streams.ledger.Ledgers} books, {@link io.framewise.streams.ledger.Account}
 * says whether the sums agree.
 */
package io.framewise.streams.ledger;
