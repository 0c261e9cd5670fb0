package io.framewise.streams.api.json;

import io.framewise.contract.avro.AnalysisEvent;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A list of events as JSON, made a slice at a time. It ends early when it gets too long. */
public final class EventSlices implements Iterator<Buffer> {

  /** A slice ends with the event with which it reaches this length. */
  static final int SLICE_BYTES = 32 * 1024;

  /** The list ends with the event with which it reaches this length. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Iterator<AnalysisEvent> events;
  private final int limit;
  private long written;
  private int count;
  private boolean ended;

  /**
   * A list of events.
   *
   * @param events the events; one more than the limit shows that there are more
   * @param limit how many are listed at most
   */
  public EventSlices(Iterator<AnalysisEvent> events, int limit) {
    this.events = events;
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
      slice
          .appendString(count == 0 ? "" : ",")
          .appendBuffer(EventJson.of(events.next()).toBuffer());
      count++;
    }
    written += slice.length();
    boolean more = events.hasNext();
    if (!more || !isRoom(0)) {
      slice.appendString("],\"more\":" + more + "}");
      ended = true;
    }
    return slice;
  }

  private boolean isRoom(int inSlice) {
    return count < limit && written + inSlice < MOST_BYTES;
  }
}
