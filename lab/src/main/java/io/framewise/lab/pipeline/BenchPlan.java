package io.framewise.lab.pipeline;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param frames frames of the backlog, about
 * @param cameras cameras of the backlog and of the live load
 * @param rate frames a second of each of them
 * @param frameBytes size of their pictures
 * @param rounds rounds of the throughput after one to warm up
 * @param live how long the live load lasts
 * @param backlogFrames frames that lie ready after an outage, about
 * @param backlogSources sources that they are of
 * @param sources sources that send one frame a second
 * @param sourceTime how long they send
 * @param sourceFrameBytes size of their pictures
 */
record BenchPlan(
    int frames,
    int cameras,
    int rate,
    int frameBytes,
    int rounds,
    Duration live,
    int backlogFrames,
    int backlogSources,
    int sources,
    Duration sourceTime,
    int sourceFrameBytes) {}
