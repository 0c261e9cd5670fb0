package io.framewise.streams.api.routes;

import io.framewise.streams.api.metrics.Metrics;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.ask.Asking;
import io.framewise.streams.query.Queries;

/** The objects that the routes use. */
public record ApiParts(
    Queries queries,
    LatestAnswers latest,
    FramePictures pictures,
    EventFrames eventFrames,
    AlertDesk alerts,
    Asking asks,
    QuestionDesk questions,
    StreamClients streamClients,
    Health health,
    Metrics metrics) {}
