package io.framewise.streams.api;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.streams.alert.Acknowledgements;
import io.framewise.streams.query.Queries;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts shown and acknowledged. Blocking. */
final class AlertDesk {

  private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);

  private final Queries queries;
  private final Acknowledgements acknowledgements;

  AlertDesk(Queries queries, Acknowledgements acknowledgements) {
    this.queries = queries;
    this.acknowledgements = acknowledgements;
  }

  /** Which alerts to list. */
  enum Wanted {
    OPEN,
    CLEARED,
    ALL
  }

  JsonObject list(Optional<String> source, Wanted wanted) {
    List<Alert> alerts =
        queries.alerts().stream()
            .filter(alert -> source.isEmpty() || source.get().equals(alert.getSourceId()))
            .filter(alert -> wanted == Wanted.ALL || isOpen(alert) == (wanted == Wanted.OPEN))
            .toList();
    return AlertJson.list(alerts);
  }

  /** Acknowledges an open alert; an acknowledgement that is there already is left as it is. */
  JsonObject acknowledge(String alertKey) throws InterruptedException {
    Alert alert =
        queries.alerts().stream()
            .filter(found -> found.getAlertKey().equals(alertKey))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("no alert has the key " + alertKey));
    if (!isOpen(alert)) {
      throw new Problem(409, "Conflict", "alert " + alertKey + " is cleared already");
    }
    if (alert.getAcknowledgedAt() == null) {
      send(alert);
    }
    return AlertJson.of(alert);
  }

  private void send(Alert alert) throws InterruptedException {
    try {
      acknowledgements.send(alert);
    } catch (KafkaException e) {
      LOG.warn("alert {} could not be acknowledged", alert.getAlertKey(), e);
      throw Problem.notReady("Kafka does not take the acknowledgement; try again in a moment");
    }
  }

  private static boolean isOpen(Alert alert) {
    return alert.getState() != AlertState.CLEARED;
  }
}
