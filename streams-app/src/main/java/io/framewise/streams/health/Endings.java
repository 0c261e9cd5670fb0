package io.framewise.streams.health;

/**
 * How the requests about one source stand.
 *
 * @param answered how many have ended by what a worker said of them
 * @param expired how many have expired
 * @param open how many have no end yet
 */
public record Endings(long answered, long expired, long open) {}
