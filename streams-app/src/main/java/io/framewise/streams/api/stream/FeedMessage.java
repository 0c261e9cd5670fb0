package io.framewise.streams.api.stream;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.api.json.AlertJson;
import io.framewise.streams.api.json.EventJson;
import io.framewise.streams.query.FeedPartition;
import io.framewise.streams.query.FeedTopic;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of the feed as it is sent.
 *
 * @param partition the partition on which it lies
 * @param offset its offset there
 * @param text the fields {@code event} and {@code data} of a server-sent event
 * @param severity of an alert
 */
record FeedMessage(
    FeedPartition partition,
    long offset,
    String text,
    String sourceId,
    String questionSetId,
    Set<String> questionIds,
    Optional<Severity> severity) {

  /** The message of an event or an alert. */
  static FeedMessage of(FeedPartition partition, long offset, SpecificRecord value) {
    if (value instanceof AnalysisEvent event) {
      return new FeedMessage(
          partition,
          offset,
          "event: analysis\ndata: " + EventJson.line(event),
          event.getSourceId(),
          event.getQuestionSetId(),
          event.getAnswers().stream().map(Answer::getQuestionId).collect(Collectors.toSet()),
          Optional.empty());
    }
    Alert alert = (Alert) value;
    return new FeedMessage(
        partition,
        offset,
        "event: alert\ndata: " + AlertJson.of(alert).encode(),
        alert.getSourceId(),
        alert.getQuestionSetId(),
        Set.of(alert.getQuestionId()),
        Optional.of(alert.getSeverity()));
  }

  FeedTopic topic() {
    return partition.topic();
  }
}
