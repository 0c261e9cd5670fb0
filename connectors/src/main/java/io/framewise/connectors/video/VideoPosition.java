package io.framewise.connectors.video;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.connectors.source.Earlier;
import java.util.Optional;

/**
 * A picture of a video file up to which all were played, and by what the ones behind it get their
 * ids and times.
 *
 * @param definition which definition of the source was played
 * @param file the file, as it was when this round of it began, or at the end when that was reached
 * @param started when the first round began, which is part of ids, in milliseconds
 * @param anchor event time of the first picture of all, in microseconds
 * @param number number of the picture since then, from 0
 * @param index its number within the round, from 0
 * @param roundStart where the round began, in microseconds behind the anchor
 */
record VideoPosition(
    String definition,
    FileMark file,
    long started,
    long anchor,
    long number,
    long index,
    long roundStart) {

  private static final int LONGEST = 2_000;
  private static final long LATEST = 1L << 53;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The position of an earlier run of the same definition; nothing where there is none. */
  static Optional<VideoPosition> of(Earlier earlier) {
    return earlier
        .position()
        .filter(text -> text.length() <= LONGEST)
        .flatMap(VideoPosition::read)
        .filter(position -> position.definition.equals(earlier.definition()));
  }

  private static Optional<VideoPosition> read(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, VideoPosition.class))
          .filter(VideoPosition::isWhole);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // Of another version: the file begins anew.
    }
  }

  private boolean isWhole() {
    return definition != null
        && file != null
        && file.head() != null
        && number >= index
        && index >= 0
        && roundStart >= 0
        && roundStart < LATEST;
  }

  /** As it stands in a status. */
  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }
}
