/**
 * Who may ask the API for what.
 *
 * <p>Start at {@link io.framewise.streams.api.access.Access}.
 */
package io.framewise.streams.api.access;
