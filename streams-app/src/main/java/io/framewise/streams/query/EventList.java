package io.framewise.streams.query;

import io.framewise.contract.avro.AnalysisEvent;
import java.util.Iterator;
import java.util.Optional;

/**
 * Events, the newest first.
 *
 * @param events each is read when the list gets to it
 * @param searchedTo where the search was given up, though older events may match; empty when all
 *     were searched
 */
public record EventList(Iterator<AnalysisEvent> events, Optional<EventCursor> searchedTo) {}
