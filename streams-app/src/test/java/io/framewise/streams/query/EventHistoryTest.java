package io.framewise.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.store.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventHistoryTest {

  private static final Instant EVER = Instant.parse("2999-01-01T00:00:00Z");

  @Test
  void shouldListTheNewestOfAllSourcesWhereverTheyLie() {
    MemoryState state = new MemoryState(3);
    Random random = new Random(7);
    List<AnalysisEvent> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      // A producer that chooses partitions by itself spreads each source over all of them.
      all.add(
          state.event(random.nextInt(3), "s" + random.nextInt(9), "e" + i, random.nextInt(300)));
    }
    all.sort(
        Comparator.comparing(AnalysisEvent::getCreatedAt)
            .reversed()
            .thenComparing(AnalysisEvent::getEventId));

    assertThat(list(state, Optional.empty(), 100)).isEqualTo(ids(all.subList(0, 100)));
    assertThat(list(state, Optional.empty(), 1000)).isEqualTo(ids(all));
    assertThat(list(state, Optional.of("s3"), 7))
        .isEqualTo(ids(all.stream().filter(e -> e.getSourceId().equals("s3")).limit(7).toList()));
  }

  @Test
  void shouldReadLittleMoreThanTheListHoweverManySourcesThereAre() {
    MemoryState state = new MemoryState(1);
    for (int source = 0; source < 200; source++) {
      for (int i = 0; i < 1000; i++) {
        state.event(0, "s" + source, "e" + source + "." + i, 1000L * i + source);
      }
    }
    MemoryStore<AnalysisEvent> history = state.at(0, StateStores.EVENT_HISTORY);

    List<HistoryEntry> places =
        new EventHistory(state)
            .newest(EventQuery.of(Set.of(), Instant.EPOCH, EVER), 1000)
            .entries();

    assertThat(places).hasSize(1000);
    assertThat(history.made()).isLessThan(10_000); // of 200,000
    assertThat(history.mostOpen()).isEqualTo(1);
  }

  @Test
  void shouldReadNoEventBeforeItIsAskedFor() {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 50; i++) {
      state.event(0, "door", "e" + i, i);
    }
    MemoryStore<AnalysisEvent> history = state.at(0, StateStores.EVENT_HISTORY);
    var events = state.queries().events(EventQuery.of(Set.of(), Instant.EPOCH, EVER), 50).events();
    long before = history.made();

    assertThat(events.next().getEventId()).isEqualTo("e49");
    assertThat(history.made() - before).isLessThan(3);
  }

  @Test
  void shouldFindAnEventByItsIdAlone() {
    MemoryState state = new MemoryState(2);
    state.event(0, "door", "a", 1);
    AnalysisEvent wanted = state.event(1, "gate", "b", 2);

    assertThat(state.queries().event("b", Optional.empty(), Optional.empty())).contains(wanted);
    assertThat(state.queries().event("c", Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void shouldLookUpAnEventWhoseSourceAndTimeAreKnown() {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.event(0, "door", "e" + i, i);
    }
    MemoryStore<AnalysisEvent> history = state.at(0, StateStores.EVENT_HISTORY);

    Optional<AnalysisEvent> found =
        state
            .queries()
            .event("e3", Optional.of("door"), Optional.of(MemoryState.START.plusMillis(3)));

    assertThat(found).isPresent();
    assertThat(history.made()).isLessThan(5);
  }

  private static List<String> list(MemoryState state, Optional<String> source, int limit) {
    List<AnalysisEvent> listed = new ArrayList<>();
    state
        .queries()
        .events(EventQuery.of(source.map(Set::of).orElse(Set.of()), Instant.EPOCH, EVER), limit)
        .events()
        .forEachRemaining(listed::add);
    return ids(listed);
  }

  private static List<String> ids(List<AnalysisEvent> events) {
    return events.stream().map(AnalysisEvent::getEventId).toList();
  }
}
