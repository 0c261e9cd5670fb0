/**
 * What became of each frame and request of a source.
 *
 * <p>Start at {@link io.framewise.admin.ledger.LedgerCommand}.
 */
package io.framewise.admin.ledger;
