package io.framewise.streams.store;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.state.MinuteCount;
import java.util.List;

/**
 * A request without an event yet.
 *
 * @param request the request as it was sent
 * @param framesAccounted how many of its frames are accounted for by its window, by minute
 */
public record PendingRequest(InferenceRequest request, List<MinuteCount> framesAccounted) {}
