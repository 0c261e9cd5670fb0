/**
 * State stores: names, builders, serdes and keys.
 *
 * <p>Start at {@link io.framewise.streams.store.StateStores}.
 */
package io.framewise.streams.store;
