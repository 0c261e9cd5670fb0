package io.framewise.streams.health;

import java.util.OptionalInt;

/**
 * Whether requests are answered.
 *
 * @param up whether all is well
 * @param detail why, or why not, for people
 * @param workers how many consumers the workers have (several per worker); empty when Kafka does
 *     not say
 */
public record Verdict(boolean up, String detail, OptionalInt workers) {}
