package io.framewise.streams.api;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.MemoryState;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.testing.TestRecords;

/** A process with the API over much of everything, for as long as its input is open. */
final class SmallHeapServer {

  static final int EVENTS = 1000;

  private static final int TEXT = 20_000;

  private SmallHeapServer() {}

  public static void main(String[] args) throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < EVENTS; i++) {
      String id = "e" + i;
      long at = i;
      AnalysisEvent small = TestRecords.event("door", id, at).build();
      state
          .<AnalysisEvent>at(0, StateStores.EVENT_HISTORY)
          .put(
              Keys.inHistory(small),
              () -> TestRecords.event("door", id, at).setReason("x".repeat(TEXT)).build());
      state.source(0, "source-" + i);
      state.alert(0, MemoryState.alertOf("source-" + i).setReason("x".repeat(1000)).build());
    }
    sourceWithAPicture(state);
    try (TestServer server = new TestServer(state.queries())) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // waits for the end of the input
      }
    }
  }

  /** The source {@code door}, of which a frame came. */
  static void sourceWithAPicture(MemoryState state) {
    state
        .<SourceLedger>at(0, StateStores.LEDGERS)
        .put(
            "door",
            () ->
                SourceLedger.newBuilder()
                    .setReceived(1)
                    .setNewestFrame(new KeptFrame("test.frames.video", 0, 1L, "f1", 1L, 1, 1, true))
                    .build());
  }
}
