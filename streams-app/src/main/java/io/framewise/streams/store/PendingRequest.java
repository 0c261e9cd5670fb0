package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;

/**
 * A request without an event yet.
 *
 * @param request the request as it was sent
 * @param booking where its window and its frames are booked
 */
public record PendingRequest(InferenceRequest request, Booking booking) {}
