package io.framewise.streams.api;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.MemoryState;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;

/** A process with the API over a thousand long events, for as long as its input is open. */
final class SmallHeapServer {

  static final int EVENTS = 1000;

  private static final int TEXT = 20_000;

  private SmallHeapServer() {}

  public static void main(String[] args) throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < EVENTS; i++) {
      String id = "e" + i;
      long at = i;
      AnalysisEvent small = MemoryState.eventOf("door", id, at).build();
      state
          .<AnalysisEvent>at(0, StateStores.EVENT_HISTORY)
          .put(
              Keys.inHistory(small),
              () -> MemoryState.eventOf("door", id, at).setReason("x".repeat(TEXT)).build());
    }
    state.source(0, "door");
    try (TestServer server = new TestServer(state.queries())) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // waits for the end of the input
      }
    }
  }
}
