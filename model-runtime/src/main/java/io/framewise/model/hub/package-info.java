/**
 * Models by their name on the Hugging Face hub: found in the cache that all Hugging Face tools
 * share, or downloaded into it.
 *
 * <p>Start at {@link io.framewise.model.hub.ModelLocation}.
 */
package io.framewise.model.hub;
