package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.state.SourceLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DemoReportTest {

  @Test
  void shouldBalanceWhenAllThreeCountsAgree() {
    DemoReport report = report(status -> {}, ledger -> {}, Accounts.events());

    assertThat(report.problems()).isEmpty();
    assertThat(report.balanced()).isTrue();
    assertThat(report.settled()).isTrue();
    assertThat(report.totalEvents()).isEqualTo(2);
    assertThat(report.events()).containsEntry("ANSWERED", 2L).containsEntry("FAILED", 0L);
  }

  @Test
  void shouldNameThePictureThatTheConnectorLost() {
    assertThat(problems(status -> status.setCaptured(12), ledger -> {}))
        .containsExactly("gate: captured 12 pictures, accounted for 11");
  }

  @Test
  void shouldNameTheFrameThatDidNotArrive() {
    assertThat(
            problems(
                status -> {
                  status.setCaptured(12);
                  status.setPublished(9);
                },
                ledger -> {}))
        .containsExactly("gate: published 9 frames, accounted for 8");
  }

  @Test
  void shouldNameTheFrameThatWasCountedTwice() {
    assertThat(problems(status -> {}, ledger -> ledger.setLate(1)))
        .containsExactly("gate: published 8 frames, accounted for 9");
  }

  @Test
  void shouldNameTheRequestWithoutAnEvent() {
    DemoReport report =
        report(
            status -> {},
            ledger -> {
              ledger.setRequests(3);
              ledger.setWindowsOpened(3);
            },
            Accounts.events());

    assertThat(report.problems()).containsExactly("gate: 3 requests, 2 of them ended");
    assertThat(report.settled()).isFalse();
  }

  @Test
  void shouldNotExpectARequestOfAShedWindow() {
    List<EventNote> events =
        List.of(
            Accounts.event("a", Duration.ZERO),
            Accounts.event("b", Duration.ZERO),
            Accounts.event("c", Duration.ZERO));

    DemoReport report =
        report(
            status -> {},
            ledger -> {
              ledger.setWindowsOpened(3);
              ledger.setWindowsShed(1);
            },
            events);

    assertThat(report.problems()).isEmpty();
  }

  @Test
  void shouldNameTheEventThatIsMissingOnTheTopic() {
    DemoReport report = report(status -> {}, ledger -> {}, Accounts.events().subList(0, 1));

    assertThat(report.problems()).containsExactly("2 windows ended, 1 events were read");
    assertThat(report.settled()).as("settled, before its event is committed").isFalse();
  }

  @Test
  void shouldNameTheEventThatCameTwice() {
    EventNote event = Accounts.event("a", Duration.ZERO);

    DemoReport report = report(status -> {}, ledger -> {}, List.of(event, event));

    assertThat(report.problems()).containsExactly("1 events were published twice");
  }

  @Test
  void shouldNotBalanceWhenTheTopologyKnowsNothingOfASource() {
    DemoReport report = DemoReport.of(List.of(Accounts.status(status -> {})), List.of(), List.of());

    assertThat(report.problems()).containsExactly("gate: published 8 frames, accounted for 0");
  }

  @Test
  void shouldNotBeSettledWhileAFrameWaitsInAWindow() {
    DemoReport report =
        report(
            status -> {},
            ledger -> {
              ledger.setAnswered(3);
              ledger.setWindowsOpened(3);
            },
            Accounts.events());

    assertThat(report.balanced()).isTrue();
    assertThat(report.settled()).isFalse();
  }

  @Test
  void shouldTellCountsAndLatenciesAsJson() throws Exception {
    DemoReport report = report(status -> status.setCaptured(12), ledger -> {}, Accounts.events());

    JsonNode json = new ObjectMapper().readTree(report.toJson());

    assertThat(json.get("balanced").asBoolean()).isFalse();
    assertThat(json.at("/sources/gate/captured/rateCapped").asInt()).isEqualTo(1);
    assertThat(json.at("/sources/gate/endings/notSelected").asInt()).isEqualTo(3);
    assertThat(json.at("/sources/gate/windows/answered").asInt()).isEqualTo(2);
    assertThat(json.at("/sources/gate/balanced").asBoolean()).isFalse();
    assertThat(json.get("requests").asInt()).isEqualTo(2);
    assertThat(json.at("/latencyMs/p50").asInt()).isEqualTo(100);
    assertThat(json.at("/latencyMs/p95").asInt()).isEqualTo(300);
    assertThat(json.at("/problems/0").asText()).startsWith("gate: captured 12 pictures");
  }

  @Test
  void shouldTellTheShareOfRightAnswersOfEachQuestion() throws Exception {
    List<EventNote> events =
        List.of(
            EventNote.of(
                Accounts.analysisEvent("a", Duration.ofMillis(100)),
                Map.of("red", true, "line", false)),
            EventNote.of(Accounts.analysisEvent("b", Duration.ofMillis(300)), Map.of("red", true)));

    DemoReport report = report(status -> {}, ledger -> {}, events);

    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.at("/accuracy/red").asDouble()).isEqualTo(1.0);
    assertThat(json.at("/judged/red").asInt()).isEqualTo(2);
    assertThat(json.at("/accuracy/line").asDouble()).isZero();
    assertThat(json.at("/judged/line").asInt()).isEqualTo(1);
    assertThat(json.at("/afterCloseMs/max").asInt()).isEqualTo(300);
    assertThat(report.findings())
        .contains(
            "  red          right in 100.0 % of 2",
            "answers after the close of their windows, in ms: {p50=100, p95=300, max=300}");
  }

  private static List<String> problems(
      Consumer<SourceStatus> statusChange, Consumer<SourceLedger> ledgerChange) {
    return report(statusChange, ledgerChange, Accounts.events()).problems();
  }

  private static DemoReport report(
      Consumer<SourceStatus> statusChange,
      Consumer<SourceLedger> ledgerChange,
      List<EventNote> events) {
    return DemoReport.of(
        List.of(Accounts.status(statusChange)), List.of(Accounts.view(ledgerChange)), events);
  }
}
