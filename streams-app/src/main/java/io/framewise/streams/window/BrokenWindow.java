package io.framewise.streams.window;

/**
 * A closed window at which the topology failed. No request is made of it, only an event.
 *
 * @param closed the window
 * @param message what happened, for people
 */
public record BrokenWindow(ClosedWindow closed, String message) {}
