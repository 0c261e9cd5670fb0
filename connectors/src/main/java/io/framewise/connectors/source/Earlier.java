package io.framewise.connectors.source;

import java.util.Optional;

/**
 * What is known of a source from the process that captured it before.
 *
 * @param definition which definition is captured: a source that is defined anew begins anew
 * @param position up to where Kafka has its pictures, as the source said it
 * @param ended whether it had come to its end, with all of its pictures delivered
 */
public record Earlier(String definition, Optional<String> position, boolean ended) {

  /** Nothing is known. */
  public static final Earlier NOTHING = new Earlier("", Optional.empty(), false);
}
