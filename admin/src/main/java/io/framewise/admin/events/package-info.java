/**
 * Events in words or JSON, as they come.
 *
 * <p>Start at {@link io.framewise.admin.events.EventsCommand}.
 */
package io.framewise.admin.events;
