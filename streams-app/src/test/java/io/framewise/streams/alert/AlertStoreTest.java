package io.framewise.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which alerts are given up when there are too many. */
class AlertStoreTest {

  @Test
  void shouldGiveUpTheOldestOfTheLowestSeverity() {
    Alert grave = alert("grave", Severity.CRITICAL, 1);
    Alert newer = alert("newer", Severity.WARNING, 3);
    Alert older = alert("older", Severity.WARNING, 2);
    Alert slight = alert("slight", Severity.INFO, 4);

    assertThat(AlertStore.leastOf(List.of(grave, newer, older, slight), 3))
        .extracting(Alert::getAlertKey)
        .containsExactly("slight", "older", "newer");
  }

  private static Alert alert(String key, Severity severity, long second) {
    return Alert.newBuilder()
        .setAlertKey(key)
        .setSourceId("door")
        .setQuestionSetId("parts")
        .setQuestionId("scratch")
        .setState(AlertState.RAISED)
        .setEventId("e")
        .setRaisedByEventId("e")
        .setRaisedAt(Instant.ofEpochSecond(second))
        .setChangedAt(Instant.ofEpochSecond(second))
        .setQuestionSetVersion(1)
        .setSeverity(severity)
        .setValue("yes")
        .setFrames(List.of())
        .build();
  }
}
