package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Map<String, Boolean> VERDICTS = Map.of("red", true);

  private final AnalysisEvent event = Accounts.analysisEvent("a", Duration.ofMillis(100));
  private final List<AnalysisEvent> passedOn = new ArrayList<>();

  @Test
  void shouldNoteWhatTheReportNeeds() {
    EventLog log = new EventLog(told -> Optional.of(EventNote.of(told, VERDICTS)), passedOn::add);

    log.accept(event);

    assertThat(log.events())
        .containsExactly(
            new EventNote(
                "a",
                EventStatus.ANSWERED,
                Accounts.NOON.plusMillis(100),
                OptionalLong.of(100),
                OptionalLong.of(100),
                VERDICTS));
    assertThat(passedOn).containsExactly(event);
  }

  @Test
  void shouldKeepNothingWhenNoReportIsWanted() {
    EventLog log = new EventLog(told -> Optional.empty(), passedOn::add);

    log.accept(event);

    assertThat(log.events()).isEmpty();
    assertThat(passedOn).containsExactly(event);
  }

  @Test
  void shouldNoteNoLatencyWhenThereIsNoAnswer() {
    event.setStatus(EventStatus.EXPIRED);

    EventNote note = EventNote.of(event, Map.of());
    assertThat(note.latencyMs()).isEmpty();
    assertThat(note.afterCloseMs()).isEmpty();
  }
}
