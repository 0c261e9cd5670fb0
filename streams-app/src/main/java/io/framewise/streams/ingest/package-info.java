/**
 * Records from outside become frames and completions, or dead letters.
 *
 * <p>Start at {@link io.framewise.streams.ingest.IngestFrames}.
 */
package io.framewise.streams.ingest;
