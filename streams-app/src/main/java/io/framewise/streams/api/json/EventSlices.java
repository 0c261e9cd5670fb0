package io.framewise.streams.api.json;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.EventCursor;
import io.framewise.streams.query.EventList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A list of events as JSON, made a slice at a time. It ends early when it gets too long. */
public final class EventSlices implements Iterator<Buffer> {

  /** A slice ends with the event with which it reaches this length. */
  static final int SLICE_BYTES = 32 * 1024;

  /** The list ends with the event with which it reaches this length. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Iterator<AnalysisEvent> events;
  private final Optional<EventCursor> searchedTo;
  private final int limit;
  private EventCursor last;
  private long written;
  private int count;
  private boolean ended;

  /**
   * A list of events.
   *
   * @param list the events; one more than the limit shows that there are more
   * @param limit how many are listed at most
   */
  public EventSlices(EventList list, int limit) {
    this.events = list.events();
    this.searchedTo = list.searchedTo();
    this.limit = limit;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Buffer next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    Buffer slice = Buffer.buffer();
    if (written == 0) {
      slice.appendString("{\"events\":[");
    }
    while (slice.length() < SLICE_BYTES && isRoom(slice.length()) && events.hasNext()) {
      AnalysisEvent event = events.next();
      slice.appendString(count == 0 ? "" : ",").appendBuffer(EventJson.of(event).toBuffer());
      last = new EventCursor(event.getCreatedAt(), event.getEventId());
      count++;
    }
    written += slice.length();
    boolean more = events.hasNext();
    if (!more || !isRoom(0)) {
      Optional<EventCursor> next = more ? Optional.of(last) : searchedTo;
      slice.appendString(
          "],"
              + new JsonObject()
                  .put("more", next.isPresent())
                  .put("next", next.map(EventCursor::toString).orElse(null))
                  .encode()
                  .substring(1));
      ended = true;
    }
    return slice;
  }

  private boolean isRoom(int inSlice) {
    return count < limit && written + inSlice < MOST_BYTES;
  }
}
