package io.framewise.streams.questions;

import io.framewise.contract.avro.Schedule;
import io.framewise.platform.settings.Suggestion;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hours of the week in which a question set asks. A day is the one on which the hours begin:
 * {@code fri} from 22:00 to 06:00 ends on Saturday. An hour that a change of the clock repeats
 * counts both times; a beginning or end that the change skips is moved to the time of the change.
 *
 * @param zone time zone of the hours
 * @param days days on which the hours begin
 * @param from beginning, inclusive
 * @param to end, exclusive; at or before the beginning it is the day after
 */
public record AskingHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final int MAX_SHOWN = 40;
  private static final Map<String, DayOfWeek> DAYS =
      Stream.of(DayOfWeek.values())
          .collect(Collectors.toMap(AskingHours::written, Function.identity()));

  /** The hours of a schedule that has no {@link #problems}. */
  static AskingHours of(Schedule schedule) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    schedule.getDays().forEach(day -> days.add(DAYS.get(day.toLowerCase(Locale.ROOT))));
    return new AskingHours(
        ZoneId.of(schedule.getZone()),
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
        LocalTime.parse(schedule.getFrom()),
        LocalTime.parse(schedule.getTo()));
  }

  /** Everything that is wrong with a schedule, for people. */
  static List<String> problems(Schedule schedule) {
    List<String> problems = new ArrayList<>();
    if (!isZone(schedule.getZone())) {
      problems.add(unknown("schedule.zone", schedule.getZone(), ZoneId.getAvailableZoneIds()));
    }
    schedule.getDays().stream()
        .filter(day -> !DAYS.containsKey(day.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(day -> problems.add(unknown("schedule.days", day, DAYS.keySet())));
    time("schedule.from", schedule.getFrom(), problems);
    time("schedule.to", schedule.getTo(), problems);
    return problems;
  }

  private static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String unknown(String key, String given, Set<String> known) {
    String shown = shown(given);
    return key
        + ": there is no '"
        + shown
        + "'"
        + Suggestion.nearest(shown, known).map(near -> ", did you mean " + near + "?").orElse("");
  }

  private static void time(String key, String given, List<String> problems) {
    if (!TIME.matcher(given).matches()) {
      problems.add(key + " must be a time of day from 00:00 to 23:59, is '" + shown(given) + "'");
    }
  }

  private static String shown(String given) {
    String plain = given.replaceAll("\\p{Cntrl}", "");
    return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN) + "...";
  }

  private static String written(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
  }

  /** Whether a point in time lies within. */
  boolean contains(Instant instant) {
    LocalDate today = LocalDate.ofInstant(instant, zone);
    return containsFrom(today, instant) || containsFrom(today.minusDays(1), instant);
  }

  private boolean containsFrom(LocalDate day, Instant instant) {
    LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
    return days.contains(day.getDayOfWeek())
        && !instant.isBefore(first(day.atTime(from)))
        && instant.isBefore(last(lastDay.atTime(to)));
  }

  private Instant first(LocalDateTime time) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  private Instant last(LocalDateTime time) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }
}
