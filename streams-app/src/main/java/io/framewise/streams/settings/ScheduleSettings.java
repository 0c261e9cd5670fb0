package io.framewise.streams.settings;

import io.framewise.contract.avro.Schedule;
import io.framewise.platform.settings.Setting;
import java.util.List;

/** When a question set asks, as written in the settings file. */
public record ScheduleSettings(
    @Setting(value = "UTC", doc = "Time zone of the hours, such as Europe/Berlin.") String zone,
    @Setting(
            value = ",",
            doc =
                "Days on which the hours begin: mon, tue, wed, thu, fri, sat, sun; empty means every day.")
        List<String> days,
    @Setting(value = "00:00", doc = "Beginning of the hours, inclusive, HH:MM.") String from,
    @Setting(
            value = "00:00",
            doc =
                "End of the hours, exclusive, HH:MM; at or before the beginning it is on the day after.")
        String to) {

  private static final String MIDNIGHT = "00:00";

  /** The schedule as it is written to the topic; null for always. */
  Schedule toSchedule() {
    boolean always =
        zone.equals("UTC") && days.isEmpty() && from.equals(MIDNIGHT) && to.equals(MIDNIGHT);
    return always ? null : new Schedule(zone, days, from, to);
  }
}
