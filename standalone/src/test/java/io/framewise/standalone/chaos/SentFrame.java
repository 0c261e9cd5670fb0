package io.framewise.standalone.chaos;

/**
 * A frame that was sent.
 *
 * @param capturedAtMs event time
 * @param sentAtMs wall clock
 */
record SentFrame(String sourceId, String frameId, long capturedAtMs, long sentAtMs) {}
