package io.framewise.streams.ledger;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.store.PendingRequest;
import java.util.List;

/**
 * The minutes in which a closed window and the frames that it selected are booked.
 *
 * @param windowMs a time in the minute of the window
 * @param frames frames that the window selected and accounts for, by minute
 */
public record Booking(long windowMs, List<MinuteCount> frames) {

  /** Where a request, which is about one window, is booked. */
  public static Booking of(PendingRequest pending) {
    return new Booking(pending.windowMs(), pending.frames());
  }

  /** A request of the window that is booked here. */
  public PendingRequest pending(InferenceRequest request) {
    return new PendingRequest(request, windowMs, frames);
  }
}
