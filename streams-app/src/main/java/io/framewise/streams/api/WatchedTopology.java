package io.framewise.streams.api;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What the API answers from.
 *
 * @param restoring why state is not restored any further, while that is so
 */
public record WatchedTopology(KafkaStreams streams, Supplier<Optional<String>> restoring) {}
