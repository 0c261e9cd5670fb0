/**
 * Records as JSON.
 *
 * <p>Start at {@link io.framewise.streams.api.json.EventJson}.
 */
package io.framewise.streams.api.json;
