package io.framewise.connectors.trial;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.video.StreamFacts;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the trial of a source found.
 *
 * @param kind which kind of source it was
 * @param facts what the stream says of itself, once it was open
 * @param rate pictures a second that came
 * @param keyFrameSeconds seconds between key frames
 * @param firstFrameMillis how long the first picture took
 * @param picture the first picture, as JPEG
 * @param problem what is wrong; nothing when pictures came
 */
public record TrialResult(
    String kind,
    Optional<StreamFacts> facts,
    Optional<Double> rate,
    Optional<Double> keyFrameSeconds,
    Optional<Long> firstFrameMillis,
    Optional<ByteBuffer> picture,
    Optional<Problem> problem) {

  /** What is wrong, as a kind and in words. */
  public record Problem(StreamFault fault, String words) {}

  /** Exit code of the command: 0, or that of the problem. */
  public int exitCode() {
    return problem.map(found -> found.fault().exitCode()).orElse(0);
  }
}
