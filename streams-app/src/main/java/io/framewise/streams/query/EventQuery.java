package io.framewise.streams.query;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.window.Attributes;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events are wanted; an empty set wants all.
 *
 * @param sources ids of sources
 * @param visible the sources whose events may be listed
 * @param questionSets ids of question sets
 * @param questions ids of questions, of which one was answered
 * @param statuses how their requests ended
 * @param part the part that was looked at
 * @param text what an answer contains, in whatever case
 * @param from made at this time or later
 * @param to made at this time or earlier
 * @param after later in the list than this
 */
public record EventQuery(
    Set<String> sources,
    Predicate<String> visible,
    Set<String> questionSets,
    Set<String> questions,
    Set<EventStatus> statuses,
    Optional<String> part,
    Optional<String> text,
    Instant from,
    Instant to,
    Optional<EventCursor> after) {

  /** All events of some sources, or of all, between two times. */
  public static EventQuery of(Set<String> sources, Instant from, Instant to) {
    return new EventQuery(
        sources,
        source -> true,
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        from,
        to,
        Optional.empty());
  }

  boolean takesSource(String sourceId) {
    return visible.test(sourceId) && (sources.isEmpty() || sources.contains(sourceId));
  }

  /** The newest time that an event of the list can have. */
  Instant newest() {
    return after.map(EventCursor::createdAt).filter(at -> at.isBefore(to)).orElse(to);
  }

  /** Whether an event of a wanted source and time is wanted. */
  boolean takes(AnalysisEvent event) {
    EventCursor place = new EventCursor(event.getCreatedAt(), event.getEventId());
    return after.filter(cursor -> place.compareTo(cursor) <= 0).isEmpty()
        && (questionSets.isEmpty() || questionSets.contains(event.getQuestionSetId()))
        && (statuses.isEmpty() || statuses.contains(event.getStatus()))
        && part.filter(name -> !name.equals(event.getAttributes().get(Attributes.PART))).isEmpty()
        && (questions.isEmpty()
            || event.getAnswers().stream()
                .anyMatch(answer -> questions.contains(answer.getQuestionId())))
        && text.filter(wanted -> event.getAnswers().stream().noneMatch(it -> says(it, wanted)))
            .isEmpty();
  }

  private static boolean says(Answer answer, String wanted) {
    String small = wanted.toLowerCase(Locale.ROOT);
    return answer.getText().toLowerCase(Locale.ROOT).contains(small)
        || (answer.getChoice() != null
            && answer.getChoice().toLowerCase(Locale.ROOT).contains(small));
  }
}
