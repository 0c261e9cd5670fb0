package io.framewise.streams.health;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen at one time.
 *
 * @param atMs when
 * @param workers the members of the share groups that take requests; empty when Kafka did not say
 * @param mayTellWorkers false where this client has no right to ask for them
 * @param endings how the requests about each source of this instance stand; empty while nobody can
 *     say
 */
record Observation(
    long atMs,
    Optional<Set<String>> workers,
    boolean mayTellWorkers,
    Optional<Map<String, Endings>> endings) {}
