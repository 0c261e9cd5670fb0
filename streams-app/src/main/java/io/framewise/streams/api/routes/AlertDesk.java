package io.framewise.streams.api.routes;

import static io.framewise.platform.observe.LogKeys.ALERT_KEY;
import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.json.AlertJson;
import io.framewise.streams.query.Queries;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and acknowledges alerts. Blocking. */
public final class AlertDesk {

  private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);

  /**
   * Cleared alerts before open ones, then the less severe first, then those that changed earlier.
   */
  private static final Comparator<Alert> LEAST_FIRST =
      Comparator.comparing(AlertDesk::isOpen)
          .thenComparing(Alert::getSeverity)
          .thenComparing(Alert::getChangedAt);

  private final Queries queries;
  private final Acknowledging acknowledging;

  public AlertDesk(Queries queries, Acknowledging acknowledging) {
    this.queries = queries;
    this.acknowledging = acknowledging;
  }

  /** Sends acknowledgements to the topology. */
  public interface Acknowledging {
    /** Sends one; throws a {@link KafkaException} when it is not taken. */
    void send(Alert alert) throws InterruptedException;
  }

  /** Which alerts to list. */
  enum Wanted {
    OPEN,
    CLEARED,
    ALL
  }

  /**
   * At most {@code limit} alerts, in the order of their keys. When there are more, open alerts are
   * preferred, then the most severe, then those that changed last.
   *
   * @param visible the sources whose alerts may be listed
   */
  JsonObject list(Optional<String> source, Predicate<String> visible, Wanted wanted, int limit) {
    PriorityQueue<Alert> leastFirst = new PriorityQueue<>(LEAST_FIRST);
    AtomicBoolean more = new AtomicBoolean();
    queries.alerts(
        alert -> {
          if (visible.test(alert.getSourceId()) && isWanted(alert, source, wanted)) {
            leastFirst.add(alert);
          }
          if (leastFirst.size() > limit) {
            leastFirst.remove();
            more.set(true);
          }
        });
    return AlertJson.list(
        leastFirst.stream().sorted(Comparator.comparing(Alert::getAlertKey)).toList(), more.get());
  }

  private static boolean isWanted(Alert alert, Optional<String> source, Wanted wanted) {
    return (source.isEmpty() || source.get().equals(alert.getSourceId()))
        && (wanted == Wanted.ALL || isOpen(alert) == (wanted == Wanted.OPEN));
  }

  /**
   * Acknowledges an open alert, unless it is acknowledged already.
   *
   * @param visible the sources whose alerts are known to whoever does it
   */
  JsonObject acknowledge(String alertKey, Predicate<String> visible) throws InterruptedException {
    Alert alert =
        find(alertKey)
            .filter(found -> visible.test(found.getSourceId()))
            .orElseThrow(() -> Problem.notFound("no alert has the key " + alertKey));
    if (!isOpen(alert)) {
      throw new Problem(409, "Conflict", "alert " + alertKey + " is cleared already");
    }
    if (alert.getAcknowledgedAt() == null) {
      send(alert);
    }
    return AlertJson.of(alert);
  }

  private Optional<Alert> find(String alertKey) {
    AtomicReference<Alert> found = new AtomicReference<>();
    queries.alerts(
        alert -> {
          if (alert.getAlertKey().equals(alertKey)) {
            found.set(alert);
          }
        });
    return Optional.ofNullable(found.get());
  }

  private void send(Alert alert) throws InterruptedException {
    try {
      acknowledging.send(alert);
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, alert.getSourceId())
          .addKeyValue(ALERT_KEY, alert.getAlertKey())
          .setCause(e)
          .log("an alert could not be acknowledged");
      throw Problem.notReady("Kafka does not take the acknowledgement; try again in a moment");
    }
  }

  private static boolean isOpen(Alert alert) {
    return alert.getState() != AlertState.CLEARED;
  }
}
