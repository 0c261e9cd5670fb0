/**
 * Event-time windows per source and question set that keep at most one reference a segment.
 *
 * <p>Start at {@link io.framewise.streams.window.AssignWindows}.
 */
package io.framewise.streams.window;
