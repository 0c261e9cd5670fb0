package io.framewise.streams.store;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SeenNumbers;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.state.WaitingWindow;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The state stores: references, ids and counters, never pixels. Small state is kept in memory and
 * restored from its changelog; only what grows with time lies on disk: the event history, the
 * ledgers of minutes, the frames seen.
 */
public final class StateStores {

  /** Source id to {@link SourceLedger}. */
  public static final String LEDGERS = "ledgers";

  /** Source and begin of a minute to the {@link SourceLedger} of that minute. */
  public static final String MINUTE_LEDGERS = "minute-ledgers";

  /** Source, question set, and start and end or part, to {@link OpenWindow}. */
  public static final String OPEN_WINDOWS = "open-windows";

  /**
   * Source and question set to the end of the last window that was closed, milliseconds since 1970.
   * Source, question set and end, and start, of each window that was closed ahead of its source's
   * time, to the time at which that has passed it.
   */
  public static final String CLOSED_THROUGH = "closed-through";

  /** Source to the checksum of its newest picture, where a question set asks about changes. */
  public static final String NEWEST_PICTURES = "newest-pictures";

  /** Source and product to the newest reference picture, a {@link KeptFrame}. */
  public static final String REFERENCES = "references";

  /**
   * Source and frame id of frames seen lately whose ids are not among {@link #SEEN_NUMBERS};
   * source, question set and part of closed parts.
   */
  public static final String SEEN_FRAMES = "seen-frames";

  /**
   * Source, frame id but for its number, and block of such numbers, to the {@link SeenNumbers} of
   * frames seen lately.
   */
  public static final String SEEN_NUMBERS = "seen-numbers";

  /** Source and request id to {@link PendingRequest}. */
  public static final String PENDING_REQUESTS = "pending-requests";

  /**
   * Source, priority, end, question set and subject to {@link WaitingWindow}: closed windows that
   * wait until there is room for their requests.
   */
  public static final String WAITING_WINDOWS = "waiting-windows";

  /** Source and question set to the newest {@link AnalysisEvent}. */
  public static final String LATEST_EVENTS = "latest-events";

  /** Source, time and event id to {@link AnalysisEvent}. */
  public static final String EVENT_HISTORY = "event-history";

  /** Source and alert key to its newest {@link Alert}. */
  public static final String ALERTS = "alerts";

  /** Source and alert key to {@link AlertTrack}. */
  public static final String ALERT_TRACKS = "alert-tracks";

  /**
   * Source, question set, end of the window and event id to the key in the event history, of events
   * that wait for those of earlier windows.
   */
  public static final String WAITING_EVENTS = "waiting-events";

  /** Question set id to {@link QuestionSet}; global. */
  public static final String QUESTION_SETS = "question-sets";

  /** Source id to {@link SourceStatus}; global. */
  public static final String SOURCE_STATUSES = "source-statuses";

  /** Topic and partition of a table to the offset through which its bad records are buried. */
  public static final String BURIED_THROUGH = "buried-through";

  private static final Duration SEEN_FRAMES_WINDOW = Duration.ofMillis(1);

  private StateStores() {}

  /** Builder of {@link #LEDGERS}, which change several times with each frame. */
  public static StoreBuilder<KeyValueStore<String, SourceLedger>> ledgers() {
    return objects(inMemory(LEDGERS, new AvroStateSerde<>(SourceLedger.class)));
  }

  /** Builder of {@link #MINUTE_LEDGERS}, changed as often. */
  public static StoreBuilder<KeyValueStore<String, SourceLedger>> minuteLedgers() {
    return new ObjectStoreBuilder<>(
        onDisk(MINUTE_LEDGERS, new AvroStateSerde<>(SourceLedger.class)), false);
  }

  /** Builder of {@link #OPEN_WINDOWS}, changed with each frame too. */
  public static StoreBuilder<KeyValueStore<String, OpenWindow>> openWindows() {
    return objects(inMemory(OPEN_WINDOWS, OpenWindowSerde.create()));
  }

  /** Builder of {@link #CLOSED_THROUGH}. */
  public static StoreBuilder<KeyValueStore<String, Long>> closedThrough() {
    return objects(inMemory(CLOSED_THROUGH, Serdes.Long()));
  }

  /** Builder of {@link #NEWEST_PICTURES}. */
  public static StoreBuilder<KeyValueStore<String, Long>> newestPictures() {
    return inMemory(NEWEST_PICTURES, Serdes.Long());
  }

  /** Builder of {@link #REFERENCES}. */
  public static StoreBuilder<KeyValueStore<String, KeptFrame>> references() {
    return inMemory(REFERENCES, new AvroStateSerde<>(KeptFrame.class));
  }

  /**
   * Builder of {@link #SEEN_FRAMES}. Keyed by arrival time, so that one source's wrong clock does
   * not shorten another's memory.
   */
  public static StoreBuilder<WindowStore<String, byte[]>> seenFrames(StreamsSettings settings) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(
            SEEN_FRAMES, settings.duplicateMemory(), SEEN_FRAMES_WINDOW, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /** Builder of {@link #SEEN_NUMBERS}, which change with each frame. */
  public static StoreBuilder<KeyValueStore<String, SeenNumbers>> seenNumbers() {
    return objects(inMemory(SEEN_NUMBERS, new AvroStateSerde<>(SeenNumbers.class)));
  }

  /** Builder of {@link #PENDING_REQUESTS}. */
  public static StoreBuilder<KeyValueStore<String, PendingRequest>> pendingRequests() {
    return objects(inMemory(PENDING_REQUESTS, new PendingRequestSerde()));
  }

  /** Builder of {@link #WAITING_WINDOWS}, which may be many after an outage. */
  public static StoreBuilder<KeyValueStore<String, WaitingWindow>> waitingWindows() {
    return new ObjectStoreBuilder<>(
        onDisk(WAITING_WINDOWS, new AvroStateSerde<>(WaitingWindow.class)), false);
  }

  /** Builder of {@link #LATEST_EVENTS}. */
  public static StoreBuilder<KeyValueStore<String, AnalysisEvent>> latestEvents() {
    return inMemory(LATEST_EVENTS, new AvroStateSerde<>(AnalysisEvent.class));
  }

  /** Builder of {@link #EVENT_HISTORY}. */
  public static StoreBuilder<KeyValueStore<String, AnalysisEvent>> eventHistory() {
    return onDisk(EVENT_HISTORY, new AvroStateSerde<>(AnalysisEvent.class));
  }

  /** Builder of {@link #ALERTS}. */
  public static StoreBuilder<KeyValueStore<String, Alert>> alerts() {
    return inMemory(ALERTS, new AvroStateSerde<>(Alert.class));
  }

  /** Builder of {@link #ALERT_TRACKS}. */
  public static StoreBuilder<KeyValueStore<String, AlertTrack>> alertTracks() {
    return inMemory(ALERT_TRACKS, new AvroStateSerde<>(AlertTrack.class));
  }

  /** Builder of {@link #WAITING_EVENTS}. */
  public static StoreBuilder<KeyValueStore<String, String>> waitingEvents() {
    return inMemory(WAITING_EVENTS, Serdes.String());
  }

  /** Builder of {@link #BURIED_THROUGH}. */
  public static StoreBuilder<KeyValueStore<String, Long>> buriedThrough() {
    return inMemory(BURIED_THROUGH, Serdes.Long());
  }

  /** Builder of {@link #QUESTION_SETS}. */
  public static StoreBuilder<KeyValueStore<String, QuestionSet>> questionSets(
      Serde<QuestionSet> serde) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(QUESTION_SETS), Serdes.String(), serde)
        .withLoggingDisabled();
  }

  /** Builder of {@link #SOURCE_STATUSES}. */
  public static StoreBuilder<KeyValueStore<String, SourceStatus>> sourceStatuses(
      Serde<SourceStatus> serde) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(SOURCE_STATUSES), Serdes.String(), serde)
        .withLoggingDisabled();
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> objects(
      StoreBuilder<KeyValueStore<String, V>> stored) {
    return new ObjectStoreBuilder<>(stored, true);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> onDisk(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), serde);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> inMemory(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde);
  }
}
