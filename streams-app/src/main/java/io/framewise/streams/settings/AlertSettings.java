package io.framewise.streams.settings;

import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.Severity;
import io.framewise.platform.settings.Setting;
import java.time.Duration;
import java.util.List;

/** When an answer raises an alert, as written in the settings file. */
public record AlertSettings(
    @Setting(
            value = ",",
            doc =
                "Which answers meet the rule; none, the default, means no alert. yes_no, choice and text: one of these answers. number: all of these comparisons hold, such as '>= 3'. box and point: any.")
        List<String> when,
    @Setting(
            value = "0",
            doc = "Of yes_no and choice: answers of a lower probability do not count.")
        double probability,
    @Setting(value = "1", doc = "Raised when this many windows in a row meet the rule.")
        int raiseAfter,
    @Setting(value = "1", doc = "Cleared when this many windows in a row do not.") int clearAfter,
    @Setting(value = "0s", doc = "Not raised again within this event time after it was cleared.")
        Duration cooldown,
    @Setting(
            value = "0s",
            doc =
                "Severity goes up by one each time the alert has been open for this event time, until somebody acknowledges it; 0s for never.")
        Duration escalateAfter,
    @Setting(value = "warning", doc = "Severity when it is raised.") Severity severity,
    @Setting(
            value = "false",
            doc =
                "One alert for each part that the frames name, instead of one for the source; it is over when somebody acknowledges it or the part is looked at again and does not meet the rule.")
        boolean perPart) {

  /** Checks that a rule of which anything is given has a condition. */
  public AlertSettings {
    boolean described =
        probability != 0
            || raiseAfter != 1
            || clearAfter != 1
            || !cooldown.isZero()
            || !escalateAfter.isZero()
            || severity != Severity.WARNING
            || perPart;
    if (when.isEmpty() && described) {
      throw new IllegalArgumentException("when must be given");
    }
  }

  /** The rule as it is written to the topic; null for none. */
  AlertRule toRule() {
    return when.isEmpty()
        ? null
        : new AlertRule(
            when,
            probability,
            raiseAfter,
            clearAfter,
            cooldown.toMillis(),
            escalateAfter.toMillis(),
            severity,
            perPart);
  }
}
