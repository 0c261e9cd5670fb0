package io.framewise.connectors.video;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The ids and event times of the pictures that one source plays, round after round, and where it
 * is. Not safe for use by several threads.
 */
final class VideoRun {

  private final String sourceId;
  private final String definition;
  private Instant started;
  private Instant anchor;
  private Optional<FileMark> file = Optional.empty();
  private long roundStart;
  private long end;
  private long number;
  private long index;

  /**
   * A run that begins now.
   *
   * @param definition which definition of the source is played
   */
  VideoRun(String sourceId, String definition, Instant now) {
    this.sourceId = sourceId;
    this.definition = definition;
    this.started = now.truncatedTo(ChronoUnit.MILLIS);
    this.anchor = started;
  }

  /** A round begins, behind the last one. */
  void beginRound(Optional<FileMark> mark) {
    file = mark;
    roundStart = end;
    index = 0;
  }

  /** The round that begins is one that was played in part by another process. */
  void goOnIn(VideoPosition position) {
    started = Instant.ofEpochMilli(position.started());
    anchor = Instant.EPOCH.plus(position.anchor(), ChronoUnit.MICROS);
    roundStart = position.roundStart();
    number = position.number() - position.index();
  }

  /**
   * What follows is played from now on. Event time may have run ahead of the clock, and never goes
   * back.
   *
   * @param micros offset of the last picture that was played
   */
  void goOnFrom(long micros, Instant now) {
    Instant wanted = now.truncatedTo(ChronoUnit.MILLIS).minus(micros, ChronoUnit.MICROS);
    anchor = wanted.isAfter(anchor) ? wanted : anchor;
  }

  /** Offset of a picture of this round from the first picture of all. */
  long micros(long offsetInRound) {
    return roundStart + offsetInRound;
  }

  /** Its event time. */
  Instant eventTime(long micros) {
    return anchor.plus(micros, ChronoUnit.MICROS);
  }

  /** The id of the picture that is played now. */
  String frameId() {
    return sourceId + "-" + started.toEpochMilli() + "-" + number;
  }

  /** Where the run is once that picture is delivered; nothing where the file has no mark. */
  Optional<VideoPosition> position() {
    return file.map(mark -> position(mark, 0));
  }

  /**
   * Where the run is at the end of its last round: behind the last picture, with the file as it is
   * by then. Nothing where that is another file than the one that was played.
   */
  Optional<VideoPosition> end(Path played) {
    return file.filter(mark -> index > 0 && mark.isOf(played))
        .flatMap(mark -> FileMark.of(played))
        .map(mark -> position(mark, 1));
  }

  private VideoPosition position(FileMark mark, int back) {
    return new VideoPosition(
        definition,
        mark,
        started.toEpochMilli(),
        ChronoUnit.MICROS.between(Instant.EPOCH, anchor),
        number - back,
        index - back,
        roundStart);
  }

  /**
   * The picture is done with.
   *
   * @param length how long the round is up to its end
   */
  void played(long length) {
    number++;
    index++;
    end = roundStart + length;
  }

  /** How many pictures were played so far, those of earlier processes included. */
  long pictures() {
    return number;
  }
}
