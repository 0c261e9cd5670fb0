/**
 * What the contract and all that is built on it share: errors for people, and secrets.
 *
 * <p>Start at {@link io.framewise.contract.UserError}.
 */
package io.framewise.contract;
