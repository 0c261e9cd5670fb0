package io.framewise.streams.api.stream;

import io.framewise.contract.avro.Severity;
import io.framewise.streams.query.FeedTopic;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What of the feed a client wants; an empty set wants all.
 *
 * @param sources ids of sources
 * @param questionSets ids of question sets
 * @param questions ids of questions: of an event one of its answers, of an alert its own
 * @param topic events or alerts only
 * @param severity alerts of this severity or a graver one
 */
public record FeedFilter(
    Set<String> sources,
    Set<String> questionSets,
    Set<String> questions,
    Optional<FeedTopic> topic,
    Optional<Severity> severity) {

  /** Wants everything. */
  public static final FeedFilter ALL =
      new FeedFilter(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

  boolean takes(FeedMessage message) {
    return topic.filter(wanted -> wanted != message.topic()).isEmpty()
        && (sources.isEmpty() || sources.contains(message.sourceId()))
        && (questionSets.isEmpty() || questionSets.contains(message.questionSetId()))
        && (questions.isEmpty() || !Collections.disjoint(questions, message.questionIds()))
        && (severity.isEmpty()
            || message.severity().filter(found -> found.compareTo(severity.get()) < 0).isEmpty());
  }
}
