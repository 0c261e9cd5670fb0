package io.framewise.streams.store;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SeenNumbers;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.state.WaitingWindow;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the state stores, each with its keys and values: references, ids and counters, never
 * pixels. Names are deployed state. {@link StoreBuilders} says how the stores are built; a class
 * that uses some names them in a constant {@code STORES}.
 */
public final class StateStores {

  /** Source id to {@link SourceLedger}. */
  public static final String LEDGERS = "ledgers";

  /** Source and begin of a minute to the {@link SourceLedger} of that minute. */
  public static final String MINUTE_LEDGERS = "minute-ledgers";

  /** Source, question set, and start and end or part, to {@link OpenWindow}. */
  public static final String OPEN_WINDOWS = "open-windows";

  /**
   * Source and question set to the end of the last closed window, milliseconds since 1970. Also
   * source, question set, end and start of each window that was closed ahead of its source's stream
   * time, to the stream time from which it counts as closed anyway.
   */
  public static final String CLOSED_THROUGH = "closed-through";

  /** Source to the checksum of its newest picture, where a question set asks about changes. */
  public static final String NEWEST_PICTURES = "newest-pictures";

  /** Source and product to the newest reference picture, a {@link KeptFrame}. */
  public static final String REFERENCES = "references";

  /**
   * Source and frame id of frames seen recently whose ids are not in {@link #SEEN_NUMBERS}; also
   * source, question set and part of closed parts.
   */
  public static final String SEEN_FRAMES = "seen-frames";

  /**
   * Source, frame id without its number, and number of the block, to the {@link SeenNumbers} of
   * frames seen recently.
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

  private StateStores() {}

  /** The names of all stores in {@code parts}. */
  @SafeVarargs
  public static Set<String> all(Set<String>... parts) {
    Set<String> names = new HashSet<>();
    for (Set<String> part : parts) {
      names.addAll(part);
    }
    return Set.copyOf(names);
  }
}
