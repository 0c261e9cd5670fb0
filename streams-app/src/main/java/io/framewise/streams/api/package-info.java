/**
 * The live query API over HTTP, and the page.
 *
 * <p>Start at {@link io.framewise.streams.api.ApiServer}.
 */
package io.framewise.streams.api;
