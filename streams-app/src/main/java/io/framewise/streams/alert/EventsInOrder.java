package io.framewise.streams.alert;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.state.WaitingWindow;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Puts the events of a question set about a source into the order of their windows, since workers
 * finish out of order. An event is held while an earlier window waits for room or has a pending
 * request; a request is pending until its deadline at most. Only the key of the event in the event
 * history is held. Confined to the task's thread.
 */
final class EventsInOrder {

  /** The state stores that it uses. */
  static final Set<String> STORES =
      Set.of(
          StateStores.WAITING_EVENTS,
          StateStores.EVENT_HISTORY,
          StateStores.PENDING_REQUESTS,
          StateStores.WAITING_WINDOWS);

  private final KeyValueStore<String, String> waiting;
  private final KeyValueStore<String, AnalysisEvent> history;
  private final KeyValueStore<String, PendingRequest> pendingRequests;
  private final KeyValueStore<String, WaitingWindow> waitingWindows;

  EventsInOrder(ProcessingContext context) {
    this.waiting = context.getStateStore(StateStores.WAITING_EVENTS);
    this.history = context.getStateStore(StateStores.EVENT_HISTORY);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
    this.waitingWindows = context.getStateStore(StateStores.WAITING_WINDOWS);
  }

  /** Adds an event that has just been recorded and returns the events whose turn it is. */
  List<AnalysisEvent> add(AnalysisEvent event) {
    String set = Keys.of(event.getSourceId(), event.getQuestionSetId());
    String setId = event.getQuestionSetId();
    long pendingFromMs =
        Math.min(
            earliestPendingMs(event.getSourceId(), setId),
            earliestWaitingMs(event.getSourceId(), setId));
    if (waitingKeys(set).isEmpty() && endMs(event) <= pendingFromMs) {
      return List.of(event);
    }
    String byEnd = Keys.of(event.getSourceId(), event.getQuestionSetId(), endMs(event));
    waiting.put(Keys.of(byEnd, event.getEventId()), Keys.inHistory(event));
    List<AnalysisEvent> due = new ArrayList<>();
    for (String key : waitingKeys(set)) {
      Optional<AnalysisEvent> next = Optional.ofNullable(history.get(waiting.get(key)));
      if (next.isPresent() && endMs(next.get()) > pendingFromMs) {
        break;
      }
      waiting.delete(key);
      next.ifPresent(due::add);
    }
    return due;
  }

  private static long endMs(AnalysisEvent event) {
    return event.getWindow().getEnd().toEpochMilli();
  }

  private List<String> waitingKeys(String prefix) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, String> range =
        waiting.range(Keys.first(prefix), Keys.last(prefix))) {
      range.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private long earliestPendingMs(String sourceId, String questionSetId) {
    long earliest = Long.MAX_VALUE;
    try (KeyValueIterator<String, PendingRequest> range =
        pendingRequests.range(Keys.first(sourceId), Keys.last(sourceId))) {
      while (range.hasNext()) {
        var request = range.next().value.request();
        if (request.getQuestionSetId().equals(questionSetId)) {
          earliest = Math.min(earliest, request.getWindow().getEnd().toEpochMilli());
        }
      }
    }
    return earliest;
  }

  /**
   * Found from the keys alone: they are sorted by the end, so the first key of the set has the
   * earliest.
   */
  private long earliestWaitingMs(String sourceId, String questionSetId) {
    try (KeyValueIterator<String, WaitingWindow> range =
        waitingWindows.range(Keys.first(sourceId), Keys.last(sourceId))) {
      while (range.hasNext()) {
        OptionalLong endMs = Keys.waitingEnd(range.peekNextKey(), questionSetId);
        if (endMs.isPresent()) {
          return endMs.getAsLong();
        }
        range.next();
      }
    }
    return Long.MAX_VALUE;
  }
}
