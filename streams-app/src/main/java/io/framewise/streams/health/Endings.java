package io.framewise.streams.health;

/**
 * Counts of the requests about one source.
 *
 * @param answered how many ended with a worker's completion
 * @param expired how many have expired
 * @param open how many have not ended
 */
public record Endings(long answered, long expired, long open) {}
