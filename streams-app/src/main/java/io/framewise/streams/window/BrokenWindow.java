package io.framewise.streams.window;

/**
 * A closed window at which the topology broke: it only gets its event.
 *
 * @param closed the window
 * @param message what happened, for people
 */
public record BrokenWindow(ClosedWindow closed, String message) {}
