package io.framewise.model.worker;

import java.time.Duration;

/**
 * What a worker has done since its start. Every record taken ends as exactly one of completed,
 * failed, expired, released and dead-lettered, or is still in hand.
 *
 * @param taken records taken from the share group, redelivered ones again
 * @param completed requests answered
 * @param failed requests that ended as a failed completion
 * @param expired requests whose deadline had passed
 * @param released records given back for another worker
 * @param deadLettered records that are not readable requests
 * @param renewals locks renewed
 * @param pictureHits pictures that the model needed not look at again
 * @param pictureMisses pictures that went through the vision tower
 * @param prepared requests whose pixels were made ready for the model
 * @param fetching how long their pixels took to arrive, all together
 * @param preprocessing how long they took to decode and cut, all together
 */
public record WorkerCounts(
    long taken,
    long completed,
    long failed,
    long expired,
    long released,
    long deadLettered,
    long renewals,
    long pictureHits,
    long pictureMisses,
    long prepared,
    Duration fetching,
    Duration preprocessing) {}
