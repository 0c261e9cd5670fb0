/**
 * State stores: names, serdes and typed access.
 *
 * <p>Start at {@link io.framewise.streams.store.StateStores}.
 */
package io.framewise.streams.store;
