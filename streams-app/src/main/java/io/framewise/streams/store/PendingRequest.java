package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.state.MinuteCount;
import java.util.List;

/**
 * A request without an event yet, and where its window and its frames are booked.
 *
 * @param request the request as it was sent
 * @param windowMs a time in the minute of the window
 * @param frames frames that the window selected and accounts for, by minute
 */
public record PendingRequest(InferenceRequest request, long windowMs, List<MinuteCount> frames) {}
