package io.framewise.streams.health;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was observed at one time.
 *
 * @param atMs when
 * @param workers the members of the share groups that take requests; empty when Kafka did not say
 * @param mayTellWorkers false when this client is not allowed to ask for them
 * @param endings counts of the requests about each source of this instance; empty while they are
 *     not known
 */
record Observation(
    long atMs,
    Optional<Set<String>> workers,
    boolean mayTellWorkers,
    Optional<Map<String, Endings>> endings) {}
