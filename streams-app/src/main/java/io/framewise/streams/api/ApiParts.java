package io.framewise.streams.api;

import io.framewise.streams.query.Queries;

/** What the routes stand on. */
record ApiParts(
    Queries queries,
    FramePictures pictures,
    EventFrames eventFrames,
    AlertDesk alerts,
    StreamClients streamClients,
    Health health,
    Metrics metrics) {}
