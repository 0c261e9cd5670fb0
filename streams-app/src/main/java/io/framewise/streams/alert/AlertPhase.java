package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import java.time.Instant;

/**
 * The phase of an alert.
 *
 * <pre>
 * Quiet -- raise-after windows in a row meet the rule, cooldown over --> Open
 *   ^                                                                      |
 *   +-- clear-after windows in a row do not, or the rule has gone ---------+
 * </pre>
 */
sealed interface AlertPhase {

  /**
   * No alert is open.
   *
   * @param met windows in a row that met the rule
   * @param notBefore end of the cooldown, event time
   */
  record Quiet(int met, Instant notBefore) implements AlertPhase {

    /** The phase before the first window. */
    static final Quiet NEW = new Quiet(0, Instant.EPOCH);
  }

  /**
   * An alert is open.
   *
   * @param alert the alert as it was last published
   * @param unmet windows in a row that did not meet the rule
   */
  record Open(Alert alert, int unmet) implements AlertPhase {}
}
