package io.framewise.streams.window;

import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.store.Table;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * What is remembered of windows from one frame to the next.
 *
 * @param open the open windows
 * @param closedThrough by source and question set the end of the last window that was closed
 */
record WindowState(Table<OpenWindow> open, Table<Long> closedThrough) {

  /** The state of a task of the topology. */
  static WindowState of(ProcessingContext context) {
    return new WindowState(
        Table.over(context.getStateStore(StateStores.OPEN_WINDOWS)),
        Table.over(context.getStateStore(StateStores.CLOSED_THROUGH)));
  }

  /** An empty state in memory. */
  static WindowState inMemory() {
    return new WindowState(Table.inMemory(), Table.inMemory());
  }
}
