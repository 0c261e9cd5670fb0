package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.PlainErrors;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.platform.topic.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the live system published about one source and question set. */
record LiveEvents(KafkaSettings kafka, SchemaRegistry registry) {

  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

  /** A source's clock, which says when a window began, may be ahead of the broker's. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  /** The events of windows that begin in a span of event time. */
  List<AnalysisEvent> between(Instant from, Instant to, String sourceId, String questionSetId) {
    AvroDeserializer<AnalysisEvent> deserializer =
        new AvroDeserializer<>(AnalysisEvent.class, registry);
    List<AnalysisEvent> events = new ArrayList<>();
    return PlainErrors.explain(
        kafka,
        () -> {
          try (TopicScan scan = new TopicScan(kafka, kafka.topics().events().name())) {
            scan.readSince(
                from.minus(CLOCKS_APART),
                scan.partitions(),
                record -> {
                  if (sourceId.equals(record.key()) && record.value() != null) {
                    read(record, deserializer)
                        .filter(event -> event.getQuestionSetId().equals(questionSetId))
                        .filter(event -> isWithin(event.getWindow().getStart(), from, to))
                        .ifPresent(events::add);
                  }
                });
          }
          return events;
        });
  }

  private static boolean isWithin(Instant moment, Instant from, Instant to) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  private static Optional<AnalysisEvent> read(
      ConsumerRecord<String, byte[]> record, AvroDeserializer<AnalysisEvent> deserializer) {
    try {
      return Optional.of(deserializer.deserialize(record.topic(), record.value()));
    } catch (SerializationException e) {
      LogKeys.at(LOG.atWarn(), RecordPlace.of(record))
          .setCause(e)
          .log("a record is no event and is passed over");
      return Optional.empty();
    }
  }
}
