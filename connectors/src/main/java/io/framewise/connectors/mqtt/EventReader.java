package io.framewise.connectors.mqtt;

import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of the records of events and alerts. What was announced is announced again with
 * each new connection only. Confined to one thread.
 */
final class EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final String LIVE = "live";
  private static final int ALERT_NAMES = 3;

  private final String alertTopic;
  private final AvroDeserializer<AnalysisEvent> events;
  private final AvroDeserializer<Alert> alerts;
  private final EventMessages messages;
  private final Optional<HomeAssistant> homeAssistant;
  private final Announced announced = new Announced();
  private final Tries tries = new Tries();

  EventReader(
      KafkaSettings kafka,
      SchemaRegistry registry,
      EventMessages messages,
      Optional<HomeAssistant> homeAssistant) {
    this.alertTopic = kafka.topics().alerts().name();
    this.events = new AvroDeserializer<>(AnalysisEvent.class, registry);
    this.alerts = new AvroDeserializer<>(Alert.class, registry);
    this.messages = messages;
    this.homeAssistant = homeAssistant;
  }

  /** A new connection knows of no announcement. */
  void forget() {
    announced.clear();
  }

  /**
   * The messages of a record; none of one that cannot be read, or has failed {@value Tries#MOST}
   * times in a row.
   *
   * @throws RuntimeException when it is to be tried again, such as when its schema cannot be
   *     fetched just now
   */
  List<OutMessage> messages(ConsumerRecord<String, byte[]> record) {
    try {
      return record.topic().equals(alertTopic) ? ofAlert(record) : ofEvent(record);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      LogKeys.at(LOG.atWarn(), RecordPlace.of(record)).log(
          "left out of MQTT, it cannot be read: {}", e.getMessage());
      return List.of();
    } catch (RuntimeException e) { // A record that always fails must not hold up all others.
      if (!tries.areUsedUp(RecordPlace.of(record))) {
        throw e;
      }
      LogKeys.at(LOG.atError(), RecordPlace.of(record))
          .setCause(e)
          .log("left out of MQTT after {} tries: {}", Tries.MOST, RecordPlace.of(record));
      return List.of();
    }
  }

  private List<OutMessage> ofEvent(ConsumerRecord<String, byte[]> record) {
    AnalysisEvent event = events.deserialize(record.topic(), record.value());
    if (event == null || !event.getRun().equals(LIVE)) {
      return List.of();
    }
    List<OutMessage> all = new ArrayList<>();
    // Whoever asks on the spot has the answer; an entity for each would stay for ever.
    boolean onTheSpot = event.getQuestionSetId().equals(OnTheSpot.QUESTION_SET);
    homeAssistant
        .filter(house -> !onTheSpot)
        .ifPresent(
            house ->
                event
                    .getAnswers()
                    .forEach(
                        answer ->
                            announce(
                                house.question(event, answer, messages.answerTopic(event, answer)),
                                all)));
    all.addAll(messages.of(event));
    return all;
  }

  private List<OutMessage> ofAlert(ConsumerRecord<String, byte[]> record) {
    Alert alert = alerts.deserialize(record.topic(), record.value());
    if (alert == null) {
      return record.key() == null ? List.of() : List.of(messages.gone(record.key()));
    }
    List<OutMessage> all = new ArrayList<>();
    // Parts come and go; an entity for each would stay for ever.
    boolean ofAPart = MqttNames.ofAlert(alert.getAlertKey()).size() > ALERT_NAMES;
    if (!ofAPart) {
      homeAssistant.ifPresent(
          house -> announce(house.alert(alert, messages.alertTopic(alert.getAlertKey())), all));
    }
    all.add(messages.of(alert));
    return all;
  }

  private void announce(OutMessage announcement, List<OutMessage> all) {
    if (announced.isNew(announcement)) {
      all.add(announcement);
    }
  }

  /** The newest announcements, so that none is made with every event. */
  private static final class Announced {

    private static final int MOST = 10_000;

    private final Map<String, String> byTopic = new LinkedHashMap<>();

    boolean isNew(OutMessage announcement) {
      String before = byTopic.put(announcement.topic(), announcement.text());
      if (byTopic.size() > MOST) {
        byTopic.keySet().remove(byTopic.keySet().iterator().next());
      }
      return !announcement.text().equals(before);
    }

    void clear() {
      byTopic.clear();
    }
  }
}
