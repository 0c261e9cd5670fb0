package io.framewise.streams.api;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What the API answers from.
 *
 * @param stateDirectory where its local state lies
 * @param restoring why state is not restored any further, while that is so
 */
public record WatchedTopology(
    KafkaStreams streams, Path stateDirectory, Supplier<Optional<String>> restoring) {}
