package io.framewise.admin.letters;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters are meant.
 *
 * @param from not those that failed before this
 * @param to only those that failed before this
 */
public record LetterFilter(
    Optional<String> source,
    Optional<Stage> stage,
    Optional<String> category,
    Instant from,
    Instant to) {

  boolean takes(DeadLetter letter) {
    return source.map(id -> id.equals(letter.getSourceId())).orElse(true)
        && stage.map(wanted -> wanted == letter.getStage()).orElse(true)
        && category.map(wanted -> wanted.equals(letter.getCategory())).orElse(true)
        && !letter.getFailedAt().isBefore(from)
        && letter.getFailedAt().isBefore(to);
  }
}
