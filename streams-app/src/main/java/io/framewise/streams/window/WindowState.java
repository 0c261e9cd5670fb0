package io.framewise.streams.window;

import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.KeyedState;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * The state of the windows between two frames.
 *
 * @param open the open windows
 * @param closedThrough by source and question set, the end of the last closed window; and for each
 *     window that was closed ahead of its source's stream time, the stream time from which it
 *     counts as closed anyway
 * @param newestPictures by source the checksum of the newest picture
 * @param references by source and product the newest reference picture
 * @param seen frames that came recently, and parts that were closed recently
 */
record WindowState(
    KeyedState<OpenWindow> open,
    KeyedState<Long> closedThrough,
    KeyedState<Long> newestPictures,
    KeyedState<KeptFrame> references,
    Memory seen) {

  /** The state stores that the state of a task lies in. */
  static final Set<String> STORES =
      StateStores.all(
          StoreMemory.STORES,
          Set.of(
              StateStores.OPEN_WINDOWS,
              StateStores.CLOSED_THROUGH,
              StateStores.NEWEST_PICTURES,
              StateStores.REFERENCES));

  /** The state of a task of the topology. */
  static WindowState of(ProcessingContext context, Duration duplicateMemory) {
    return new WindowState(
        KeyedState.over(context.getStateStore(StateStores.OPEN_WINDOWS)),
        KeyedState.over(context.getStateStore(StateStores.CLOSED_THROUGH)),
        KeyedState.over(context.getStateStore(StateStores.NEWEST_PICTURES)),
        KeyedState.over(context.getStateStore(StateStores.REFERENCES)),
        new StoreMemory(context, duplicateMemory));
  }

  /** An empty state in memory. */
  static WindowState inMemory() {
    return new WindowState(
        KeyedState.inMemory(),
        KeyedState.inMemory(),
        KeyedState.inMemory(),
        KeyedState.inMemory(),
        Memory.inMemory());
  }
}
