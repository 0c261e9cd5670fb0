package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private final AnalysisEvent event = Accounts.analysisEvent("a", Duration.ofMillis(100));
  private final List<AnalysisEvent> passedOn = new ArrayList<>();

  @Test
  void shouldNoteWhatTheReportNeeds() {
    EventLog log = new EventLog(true, passedOn::add);

    log.accept(event);

    assertThat(log.events())
        .containsExactly(new EventNote("a", EventStatus.ANSWERED, OptionalLong.of(100)));
    assertThat(passedOn).containsExactly(event);
  }

  @Test
  void shouldKeepNothingWhenNoReportIsWanted() {
    EventLog log = new EventLog(false, passedOn::add);

    log.accept(event);

    assertThat(log.events()).isEmpty();
    assertThat(passedOn).containsExactly(event);
  }

  @Test
  void shouldNoteNoLatencyWhenThereIsNoAnswer() {
    event.setStatus(EventStatus.EXPIRED);

    assertThat(EventNote.of(event).latencyMs()).isEmpty();
  }
}
