package io.framewise.streams.ask;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question that is asked on the spot.
 *
 * @param source the source that is asked about; empty when pictures came with the question
 * @param last how far back its frames are taken; zero for its newest frame alone
 * @param frames at most so many frames of that time are looked at
 * @param pictures the pictures that came with the question, in their order; empty when a source is
 *     asked about
 * @param domain what those pictures are
 * @param question the question
 * @param maxTiles at most so many tiles of one picture are looked at
 * @param deadline how long an answer is waited for
 */
public record Ask(
    Optional<String> source,
    Duration last,
    int frames,
    List<AskedPicture> pictures,
    Domain domain,
    Question question,
    int maxTiles,
    Duration deadline) {}
