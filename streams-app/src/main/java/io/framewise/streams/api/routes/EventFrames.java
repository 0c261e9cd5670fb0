package io.framewise.streams.api.routes;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameLookup;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.api.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The frames that events name, as JPEG. Reads from Kafka itself, so that any instance has them, and
 * from topics of frames only. Blocking.
 */
public final class EventFrames {

  private final List<String> topics;
  private final int partitions;
  private final Function<FrameRef, FrameLookup> reader;
  private final FramePictures pictures;

  /**
   * Reads frames by reference.
   *
   * @param partitions partitions of each frames topic; a place on another partition is refused at
   *     once
   * @param reader reads the record at a place, whatever its frame id
   */
  public EventFrames(
      Topics topics,
      int partitions,
      Function<FrameRef, FrameLookup> reader,
      FramePictures pictures) {
    this.topics = topics.referencedFrames().stream().map(Topic::name).toList();
    this.partitions = partitions;
    this.reader = reader;
    this.pictures = pictures;
  }

  /** Parses the place of a frame: topic-partition@offset. */
  FrameRef place(String ref) {
    return RecordPlace.find(ref, topics)
        .filter(place -> place.partition().partition() < partitions)
        .map(
            place ->
                new FrameRef(
                    place.partition().topic(),
                    place.partition().partition(),
                    place.offset(),
                    "",
                    Instant.EPOCH,
                    0,
                    0))
        .orElseThrow(
            () ->
                Problem.notFound(
                    "that is not the ref of a frame, such as " + topics.get(0) + "-0@1234"));
  }

  /**
   * The picture at a place.
   *
   * @param visible which sources may be seen
   */
  byte[] jpeg(FrameRef place, Predicate<String> visible) {
    try {
      FrameLookup lookup = reader.apply(place);
      if (lookup instanceof FrameLookup.Found found) {
        if (!visible.test(found.frame().getSourceId())) {
          throw Problem.gone("the frame is not there for this key");
        }
        return pictures.jpeg(found.frame());
      }
      throw Problem.gone("the frame is no longer there: " + ((FrameLookup.Gone) lookup).reason());
    } catch (TimeoutException e) {
      throw Problem.notReady("the frame did not arrive in time");
    } catch (BadImageException e) {
      throw Problem.gone("the frame is not a readable picture");
    }
  }
}
