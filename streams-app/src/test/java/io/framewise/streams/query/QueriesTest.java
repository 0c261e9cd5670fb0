package io.framewise.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.health.Endings;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.testing.TestRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueriesTest {

  private static final SourceView STREET =
      new SourceView(
          "street", Optional.empty(), SourceLedger.newBuilder().setDomain("VIDEO").build());

  private final MemoryState state = new MemoryState(1);

  @Test
  void shouldListSourcesInPages() {
    for (String id : List.of("d", "b", "a", "c", "e")) {
      state.source(0, id);
    }

    assertThat(ids(state.queries().sources("", 2, id -> true))).containsExactly("a", "b");
    assertThat(ids(state.queries().sources("b", 2, id -> true))).containsExactly("c", "d");
    assertThat(ids(state.queries().sources("d", 2, id -> true))).containsExactly("e");
    assertThat(ids(state.queries().sources())).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void shouldNotCallASourceUnknownWhileItsStateMoves() {
    state.source(0, "door");
    state.move(true);

    assertThat(state.queries().source("door")).isPresent();
    assertThatThrownBy(() -> state.queries().source("gate")).isInstanceOf(NotReadyException.class);

    state.move(false);
    assertThat(state.queries().source("gate")).isEmpty();
  }

  @Test
  void shouldShowTheNewestEventOnlyOfSetsThatAskAboutTheSourceNow() {
    for (String id : List.of("traffic", "removed", "narrowed", "off")) {
      AnalysisEvent event = TestRecords.event("street", id, 1).setQuestionSetId(id).build();
      state.<AnalysisEvent>at(0, StateStores.LATEST_EVENTS).put(Keys.of("street", id), () -> event);
    }
    state.questionSet(set("traffic").build());
    state.questionSet(set("narrowed").setSourceIds(List.of("gate")).build());
    state.questionSet(set("off").setEnabled(false).build());

    assertThat(state.queries().latest(STREET))
        .extracting(AnalysisEvent::getQuestionSetId)
        .containsExactly("traffic");
  }

  @Test
  void shouldTellHowTheRequestsAboutEachSourceStand() {
    state
        .<SourceLedger>at(0, StateStores.LEDGERS)
        .put(
            "street",
            () ->
                SourceLedger.newBuilder()
                    .setWindowsAnswered(1)
                    .setWindowsInvalid(2)
                    .setWindowsFailed(4)
                    .setWindowsExpired(8)
                    .setOpenRequests(16)
                    .build());
    state.source(0, "gate");

    assertThat(state.queries().endings())
        .contains(Map.of("street", new Endings(7, 8, 16), "gate", new Endings(0, 0, 0)));
  }

  @Test
  void shouldSayWhichSetsAskAboutASource() {
    assertThat(
            AskedBy.of(
                List.of(
                    set("all").build(),
                    set("other").setSourceIds(List.of("gate")).build(),
                    set("named").setSourceIds(List.of("street")).build(),
                    set("screens").setDomain(Domain.SCREEN).build(),
                    set("labelled").setLabels(Map.of("site", "yard")).build(),
                    set("off").setEnabled(false).build()),
                STREET))
        .containsExactly("all", "named");
  }

  private static QuestionSet.Builder set(String id) {
    return QuestionSet.newBuilder()
        .setId(id)
        .setVersion(1)
        .setDomain(Domain.VIDEO)
        .setSourceIds(List.of())
        .setWindow(
            WindowSpec.newBuilder()
                .setSizeMs(1000)
                .setHopMs(1000)
                .setFrames(4)
                .setMaxTiles(1)
                .setGraceMs(0)
                .setIdleMs(1000)
                .build())
        .setQuestions(List.<Question>of());
  }

  private static List<String> ids(List<SourceView> sources) {
    return sources.stream().map(SourceView::id).toList();
  }
}
