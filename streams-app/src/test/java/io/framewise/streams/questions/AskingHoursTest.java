package io.framewise.streams.questions;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Schedule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskingHoursTest {

  @ParameterizedTest
  @CsvSource({
    "2026-02-02T06:59:59.999Z, false",
    "2026-02-02T07:00:00Z, true",
    "2026-02-02T16:59:59.999Z, true",
    "2026-02-02T17:00:00Z, false"
  })
  void shouldBeginInclusiveAndEndExclusiveByTheZonesClock(Instant instant, boolean within) {
    assertThat(hours("Europe/Berlin", List.of(), "08:00", "18:00").contains(instant))
        .isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-06T21:59:00Z, false", // Friday
    "2026-02-06T22:00:00Z, true",
    "2026-02-07T05:59:00Z, true", // Saturday, of Friday's hours
    "2026-02-07T06:00:00Z, false",
    "2026-02-07T23:00:00Z, false",
    "2026-02-06T05:00:00Z, false" // Friday, of Thursday's hours
  })
  void shouldGoOverMidnightOfTheDayOnWhichTheHoursBegin(Instant instant, boolean within) {
    assertThat(hours("UTC", List.of("fri"), "22:00", "06:00").contains(instant)).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-08T23:30:00Z, true", // Sunday
    "2026-02-09T00:30:00Z, true", // Monday, of Sunday's hours
    "2026-02-09T23:30:00Z, false"
  })
  void shouldGoOverTheEndOfTheWeek(Instant instant, boolean within) {
    assertThat(hours("UTC", List.of("Sun"), "23:00", "01:00").contains(instant)).isEqualTo(within);
  }

  @Test
  void shouldBeTheWholeDayWhenBeginningAndEndAreTheSame() {
    AskingHours mondays = hours("Asia/Kolkata", List.of("mon"), "00:00", "00:00");

    assertThat(mondays.contains(Instant.parse("2026-02-01T18:29:59Z"))).isFalse();
    assertThat(mondays.contains(Instant.parse("2026-02-01T18:30:00Z"))).isTrue();
    assertThat(mondays.contains(Instant.parse("2026-02-02T18:29:59Z"))).isTrue();
    assertThat(mondays.contains(Instant.parse("2026-02-02T18:30:00Z"))).isFalse();
  }

  /** On 29 March 2026 clocks in Berlin go from 02:00 to 03:00, which is 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "02:30, 04:00, 2026-03-29T00:59:59Z, false",
    "02:30, 04:00, 2026-03-29T01:00:00Z, true",
    "02:30, 04:00, 2026-03-29T02:00:00Z, false",
    "01:00, 02:30, 2026-03-29T00:59:59Z, true",
    "01:00, 02:30, 2026-03-29T01:00:00Z, false",
    "02:10, 02:50, 2026-03-29T01:00:00Z, false"
  })
  void shouldGoOnWhereTheClockGoesOnWhenItLeavesAnHourOut(
      String from, String to, Instant instant, boolean within) {
    assertThat(hours("Europe/Berlin", List.of(), from, to).contains(instant)).isEqualTo(within);
  }

  /** On 25 October 2026 clocks in Berlin go from 03:00 back to 02:00, which is 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "02:30, 04:00, 2026-10-25T00:29:59Z, false",
    "02:30, 04:00, 2026-10-25T00:30:00Z, true",
    "02:30, 04:00, 2026-10-25T01:15:00Z, true",
    "01:00, 02:30, 2026-10-25T01:29:59Z, true",
    "01:00, 02:30, 2026-10-25T01:30:00Z, false"
  })
  void shouldCountBothTimesAnHourThatTheClockShowsTwice(
      String from, String to, Instant instant, boolean within) {
    assertThat(hours("Europe/Berlin", List.of(), from, to).contains(instant)).isEqualTo(within);
  }

  /** Samoa went from 29 to 31 December 2011. */
  @Test
  void shouldHaveNoHoursOnADayThatTheZoneLeftOut() {
    AskingHours fridays = hours("Pacific/Apia", List.of("fri"), "00:00", "00:00");
    Instant skipped = Instant.parse("2011-12-30T10:00:00Z");

    assertThat(fridays.contains(skipped.minusMillis(1))).isFalse();
    assertThat(fridays.contains(skipped)).isFalse();
  }

  @Test
  void shouldIncludeEveryTimeWhenThereIsNoSchedule() {
    QuestionSet set = questionSet("people");

    assertThat(Asking.of(set, "door").includes(0)).isTrue();
    set.setSchedule(new Schedule("UTC", List.of(), "08:00", "18:00"));
    assertThat(Asking.of(set, "door").includes(0)).isFalse();
  }

  @Test
  void shouldNameEverythingThatIsWrongWithASchedule() {
    assertThat(
            AskingHours.problems(
                new Schedule("Europe/Berln", List.of("mon", "monday"), "8:00", "24:00")))
        .containsExactly(
            "schedule.zone: there is no 'Europe/Berln', did you mean Europe/Berlin?",
            "schedule.days: there is no 'monday', did you mean mon?",
            "schedule.from must be a time of day from 00:00 to 23:59, is '8:00'",
            "schedule.to must be a time of day from 00:00 to 23:59, is '24:00'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "+05:30", "America/Argentina/Buenos_Aires"})
  void shouldTakeEveryZoneThatJavaKnows(String zone) {
    assertThat(AskingHours.problems(new Schedule(zone, List.of("MON"), "00:00", "23:59")))
        .isEmpty();
  }

  private static AskingHours hours(String zone, List<String> days, String from, String to) {
    Schedule schedule = new Schedule(zone, days, from, to);
    assertThat(AskingHours.problems(schedule)).isEmpty();
    return AskingHours.of(schedule);
  }
}
