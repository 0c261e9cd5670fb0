package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;

/**
 * A request without an event yet.
 *
 * @param request the request as it was sent
 * @param framesAccounted how many of its frames are accounted for by its window
 */
public record PendingRequest(InferenceRequest request, int framesAccounted) {}
